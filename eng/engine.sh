#!/usr/bin/env bash
# A Docker engine for this machine: the one that answers already, otherwise one of our own.
#   eng/engine.sh up | down | status
# CI_ENGINE_DIR (default /var/lib/ci-engine) holds its data, CI_ENGINE_SOCKET (default /var/run/docker.sock) its socket.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/tools.sh"
PATH="$PATH:/usr/sbin:/sbin"

dir=$(engine_dir)
socket=${CI_ENGINE_SOCKET:-/var/run/docker.sock}
exec_root=$dir/exec
pidfile=$dir/dockerd.pid
log=$dir/dockerd.log

up() {
  answers && return
  if ! has dockerd; then
    need dockerd "docker.io iptables" "to run builds and applications in containers"
    answers_within 5 && return # where the machine has an init system, installing has started one
  fi
  need iptables iptables "for the networks of the containers"
  is_root || fail "No Docker engine answers on $socket. Start it, or run this as root to have one started."

  mkdir -p "$dir"
  exec 9>"$dir/lock"
  flock 9 # several test runs may ask at once
  answers && return

  end_hanging_engine
  start_engine && return
  say "The first start failed; ending what an earlier engine left behind and trying again."
  end_left_overs
  start_engine && return
  say "Trying once more without the stored networks; they are kept as $dir/networks.broken."
  end_left_overs
  set_networks_aside
  start_engine && return
  tail -n 40 "$log" >&2
  fail "The Docker engine does not start. The lines above are the end of $log."
}

down() {
  local pid
  pid=$(engine_pid) || { say "No engine of ours runs in $dir."; return; }
  stop_containers
  kill -TERM "$pid" 2>/dev/null || true
  wait_gone "$pid" 20 || end_left_overs
  rm -f "$pidfile"
  say "The Docker engine in $dir is stopped."
}

status() {
  if answers; then
    say "A Docker engine answers on $(host): version $(ask version --format '{{.Server.Version}}')."
  else
    say "No Docker engine answers on $(host)."
    return 3
  fi
}

# --- asking ---------------------------------------------------------------------------------------------------------

# An engine named by the environment comes first, unless this script is told a socket of its own.
host() { if [ -n "${CI_ENGINE_SOCKET:-}" ]; then echo "unix://$socket"; else echo "${DOCKER_HOST:-unix://$socket}"; fi; }
ask() { timeout 5 docker -H "$(host)" "$@"; }
answers() { has docker && ask version --format '{{.Server.Version}}' >/dev/null 2>&1; }

answers_within() {
  local deadline=$((SECONDS + $1))
  until answers; do
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.3
  done
}

# --- starting -------------------------------------------------------------------------------------------------------

start_engine() {
  forget_stale_pids
  mkdir -p "$exec_root"
  [ ! -s "$log" ] || mv -f "$log" "$log.1"
  # Live restore keeps applications serving while the engine is away. Small networks, because each project has its own.
  setsid nohup dockerd --data-root "$dir/data" --exec-root "$exec_root" --pidfile "$pidfile" -H "unix://$socket" \
    --live-restore --default-address-pool base=172.16.0.0/12,size=24 >"$log" 2>&1 </dev/null 9>&- &
  local pid=$! deadline=$((SECONDS + ${CI_ENGINE_START_SECONDS:-40}))
  until answers; do
    if ! kill -0 "$pid" 2>/dev/null || [ $SECONDS -ge $deadline ]; then
      say "dockerd did not come up: $(grep -E 'failed|fatal|error' "$log" | tail -n 1)"
      return 1
    fi
    sleep 0.2
  done
  say "Started a Docker engine on $socket (data and log in $dir)."
}

# dockerd refuses to start, or waits for a containerd that is gone, when a pid file names a process that is somebody else's by now.
forget_stale_pids() {
  engine_pid >/dev/null || rm -f "$pidfile"
  local containerd=$exec_root/containerd/containerd.pid
  [ ! -s "$containerd" ] || is_ours "$(cat "$containerd")" || rm -rf "$containerd" "$exec_root"/containerd/*.sock*
}

engine_pid() {
  local pid
  [ -s "$pidfile" ] && pid=$(cat "$pidfile") && is_ours "$pid" && echo "$pid"
}

# --- ending ---------------------------------------------------------------------------------------------------------

# Only processes that name our own folder: dockerd, its containerd, and the shims of its containers.
is_ours() {
  case $(cat "/proc/$1/comm" 2>/dev/null) in dockerd | containerd | containerd-shim*) ;; *) return 1 ;; esac
  tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF -- "$exec_root"
}

# Its containers go on: live restore hands them to the next engine.
end_hanging_engine() {
  local pid
  pid=$(engine_pid) || return 0
  say "The engine in $dir runs but does not answer; ending it."
  kill -KILL "$pid" 2>/dev/null || true
  wait_gone "$pid" 5 || true
}

end_left_overs() {
  local entry pid
  for entry in /proc/[0-9]*; do
    pid=${entry#/proc/}
    is_ours "$pid" || continue
    end_children "$pid"
    kill -KILL "$pid" 2>/dev/null || true
    wait_gone "$pid" 5 || true
  done
  unmount_left_overs
  rm -rf "$pidfile" "$exec_root/containerd" "$socket"
}

# A container whose shim is gone would run on, unknown to the next engine.
end_children() {
  case $(cat "/proc/$1/comm" 2>/dev/null) in containerd-shim*) ;; *) return ;; esac
  local children
  read -r -a children <"/proc/$1/task/$1/children" || true
  [ ${#children[@]} = 0 ] || kill -KILL "${children[@]}" 2>/dev/null || true
}

unmount_left_overs() {
  local mount
  while read -r _ mount _; do
    case $mount in "$dir"/*) umount -l "$mount" 2>/dev/null || true ;; esac
  done < <(tac /proc/mounts)
}

set_networks_aside() {
  rm -rf "$dir/networks.broken"
  [ ! -d "$dir/data/network" ] || mv "$dir/data/network" "$dir/networks.broken"
}

stop_containers() {
  local running
  mapfile -t running < <(docker -H "unix://$socket" ps -q 2>/dev/null)
  [ ${#running[@]} = 0 ] || timeout 60 docker -H "unix://$socket" stop -t 3 "${running[@]}" >/dev/null 2>&1 || true
}

wait_gone() {
  local deadline=$((SECONDS + $2))
  while kill -0 "$1" 2>/dev/null && ! grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; do
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.1
  done
}

case ${1:-} in
  up | down | status) "$1" ;;
  *)
    say "Usage: eng/engine.sh up | down | status"
    exit 2
    ;;
esac
