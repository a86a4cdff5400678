# Sourced by the checks that need Node or a browser. Installs into target/ci what is missing, by package name.

ci_folder="$PWD/target/ci"
mkdir -p "$ci_folder"

# ci_npm NAME@VERSION …: the packages, in target/ci/node_modules.
ci_npm() {
  (cd "$ci_folder" && [ -f package.json ] || echo '{"private":true}' >"$ci_folder/package.json")
  (cd "$ci_folder" && npm install --no-audit --no-fund --no-package-lock --silent "$@")
}

# ci_node22: puts a Node of 22 or later first on the path.
ci_node22() {
  [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 22 ] && return
  ci_npm node@22
  PATH="$ci_folder/node_modules/node/bin:$ci_folder/node_modules/.bin:$PATH"
  export PATH
}

# ci_chromium: sets CHROMIUM to a browser, installing Debian's where that is possible.
ci_chromium() {
  CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
  if [ -z "$CHROMIUM" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq chromium >/dev/null
    CHROMIUM=$(command -v chromium)
  fi
  [ -n "$CHROMIUM" ] || { echo "no Chromium, and it cannot be installed here" >&2; return 1; }
  export CHROMIUM
}

# ci_up LOG [arguments]: starts BAC on a new data folder; sets BAC_PID and BAC_LINK (the one-time sign-in link).
ci_up() {
  ci_log=$1
  shift
  ./bac --version # builds, where that is needed
  ./bac up --port 0 "$@" >"$ci_log" 2>&1 &
  BAC_PID=$!
  for _ in $(seq 1 240); do
    BAC_LINK=$(grep -oE 'http://[^ ]*/signin\?token=[^ ]+' "$ci_log" | head -n 1) && [ -n "$BAC_LINK" ] && { export BAC_LINK; return; }
    kill -0 "$BAC_PID" 2>/dev/null || break
    sleep 0.5
  done
  echo "BAC did not start:" >&2
  tail -n 20 "$ci_log" >&2
  return 1
}
