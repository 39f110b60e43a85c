//! Disks to be cruel to: an ext4 file system whose power can be cut, and a small disk that fills up. Both need root and are left
//! out, with a line that says so, where they cannot be had.
//!
//! A real disk has a cache: what was written is on the medium for good only when the disk was told to flush, which is what a sync
//! does and writing alone does not. So the disk is an image in a file system of its own, on a second image, the medium. What is
//! written to the disk stays in the kernel's memory above the medium until a flush brings it down; a copy of the medium is what a
//! power cut leaves.

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
    /// A fresh ext4 disk of this many MiB on a loop device, with a cache that forgets at a power cut.
    ///
    /// # Errors
    /// Why this machine has none: not root, no loop devices, no `mkfs.ext4`.
    pub fn ext4(mib: u64) -> anyhow::Result<Self> {
        let disk = Self::unmounted()?;
        // The medium holds one file, the disk, and its own notes.
        make_ext4(&disk.medium(), mib + mib / 8 + 64)?;
        mount_image(&disk.medium(), &disk.cache())?;
        make_ext4(&disk.image(), mib)?;
        mount_image(&disk.image(), &disk.path())?;
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

    /// What would be on this disk if the power were cut now: a copy of the medium, mounted as after the power is back. Whatever
    /// only the kernel's memory or the disk's cache holds is not on it.
    ///
    /// # Errors
    /// When it cannot be copied or mounted.
    pub fn after_power_cut(&self) -> anyhow::Result<Self> {
        let copy = Self::unmounted()?;
        run(Command::new("cp").arg("--sparse=always").arg(self.medium()).arg(copy.medium()))?;
        mount_image(&copy.medium(), &copy.cache())?;
        mount_image(&copy.image(), &copy.path())?;
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
        std::fs::create_dir(disk.cache())?;
        Ok(disk)
    }

    /// What survives a power cut.
    fn medium(&self) -> PathBuf {
        self.folder.path().join("medium")
    }

    /// Where the medium is mounted: the kernel's memory above it is the disk's cache.
    fn cache(&self) -> PathBuf {
        self.folder.path().join("cache")
    }

    fn image(&self) -> PathBuf {
        self.cache().join("image")
    }
}

fn make_ext4(image: &Path, mib: u64) -> anyhow::Result<()> {
    std::fs::File::create(image)?.set_len(mib << 20)?;
    run(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(image))
}

fn mount_image(image: &Path, at: &Path) -> anyhow::Result<()> {
    // The file system would commit its own notes every few seconds, and so save what a program forgot to sync. Not here.
    run(Command::new("mount").args(["-o", "loop,commit=300"]).arg(image).arg(at))
}

impl Drop for Disk {
    fn drop(&mut self) {
        for mounted in [self.path(), self.cache()].iter().filter(|path| is_mounted(path)) {
            let unmounted = run(Command::new("umount").arg(mounted));
            if unmounted.is_err() {
                // Somebody still looks at it; it goes when they do.
                drop(run(Command::new("umount").arg("--lazy").arg(mounted)));
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
