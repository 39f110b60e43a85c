//! Disks to be cruel to: an ext4 file system in an image, whose power can be cut by copying the image, and a small disk that
//! fills up. Both need root and are left out, with a line that says so, where they cannot be had.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context;
use tempfile::TempDir;

/// A mounted disk of our own; unmounted and removed when dropped.
#[derive(Debug)]
pub struct Disk {
    folder: TempDir,
}

impl Disk {
    /// A fresh ext4 disk of this many MiB on a loop device.
    ///
    /// # Errors
    /// Why this machine has none: not root, no loop devices, no `mkfs.ext4`.
    pub fn ext4(mib: u64) -> anyhow::Result<Self> {
        let disk = Self::unmounted()?;
        std::fs::File::create(disk.image())?.set_len(mib << 20)?;
        run(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(disk.image()))?;
        disk.mount_image()?;
        Ok(disk)
    }

    /// A disk in memory of this many MiB, to be filled up.
    ///
    /// # Errors
    /// When this machine lets us mount none.
    pub fn small(mib: u64) -> anyhow::Result<Self> {
        let disk = Self::unmounted()?;
        let size = format!("size={mib}m");
        run(Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(disk.path()))?;
        Ok(disk)
    }

    /// What would be on this disk if the power were cut now: a copy of the image, mounted as after the power is back. Whatever
    /// only the kernel's memory holds is not on it.
    ///
    /// # Errors
    /// When it cannot be copied or mounted.
    pub fn after_power_cut(&self) -> anyhow::Result<Self> {
        let copy = Self::unmounted()?;
        run(Command::new("cp").arg("--sparse=always").arg(self.image()).arg(copy.image()))?;
        copy.mount_image()?;
        Ok(copy)
    }

    /// Where the disk is mounted.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("mounted")
    }

    fn unmounted() -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("fairdesk-disk-").tempdir()?;
        let disk = Self { folder };
        std::fs::create_dir(disk.path())?;
        Ok(disk)
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    fn mount_image(&self) -> anyhow::Result<()> {
        run(Command::new("mount").args(["-o", "loop"]).arg(self.image()).arg(self.path()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if is_mounted(&self.path()) {
            let unmounted = run(Command::new("umount").arg(self.path()));
            if unmounted.is_err() {
                // Somebody still looks at it; it goes when they do.
                drop(run(Command::new("umount").arg("--lazy").arg(self.path())));
            }
        }
    }
}

fn is_mounted(path: &Path) -> bool {
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    mounts.lines().any(|line| line.split(' ').nth(1) == path.to_str())
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let said =
        command.output().with_context(|| format!("{} cannot be run", command.get_program().display()))?;
    let why = String::from_utf8_lossy(&said.stderr).trim().replace('\n', "; ");
    anyhow::ensure!(said.status.success(), "{}: {why}", command.get_program().display());
    Ok(())
}
