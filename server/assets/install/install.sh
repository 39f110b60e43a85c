#!/bin/sh
# Puts the desk on this machine: program, settings, service. Needs no internet. Run as root, from the unpacked bundle.
set -eu
cd "$(dirname "$0")"
[ "$(id -u)" = 0 ] || { echo "install: run this as root"; exit 1; }
id fairdesk >/dev/null 2>&1 || useradd --system --home-dir /var/lib/fairdesk --shell /usr/sbin/nologin fairdesk
install -m 0755 fairdesk /usr/local/bin/fairdesk
install -d -m 0755 /etc/fairdesk
# Settings that somebody changed are kept.
[ -e /etc/fairdesk/fair.toml ] || sed '/^data *=/s/^/# /' fair.example.toml > /etc/fairdesk/fair.toml
if [ -d /run/systemd/system ]; then
  install -m 0644 fairdesk.service /etc/systemd/system/fairdesk.service
  systemctl daemon-reload
  systemctl enable --now fairdesk
  echo "The desk runs. Its addresses, and the setup address of a new fair: journalctl -u fairdesk"
else
  echo "Installed. Without systemd, start it by hand: fairdesk serve --data /var/lib/fairdesk"
fi
