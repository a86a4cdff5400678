# Sourced by mvnw and bac: sets JAVA_HOME to a JDK of version 25 or later, or says how to get one and returns 1.

bac_java_version() {
  [ -x "$1/bin/javac" ] || return 1
  "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
}

bac_find_jdk() {
  # BAC_JDKS names other places than the usual ones.
  for bac_candidate in "${JAVA_HOME:-}" \
    ${BAC_JDKS-/usr/lib/jvm/*25* /usr/lib/jvm/*2[6-9]* "$HOME"/.sdkman/candidates/java/2[5-9]* "$HOME"/.jdks/*2[5-9]* \
    /Library/Java/JavaVirtualMachines/*2[5-9]*/Contents/Home /opt/*jdk*2[5-9]* /opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home}; do
    [ -n "$bac_candidate" ] || continue
    bac_version=$(bac_java_version "$bac_candidate") || continue
    if [ "${bac_version:-0}" -ge 25 ] 2>/dev/null; then
      JAVA_HOME=$bac_candidate
      export JAVA_HOME
      return 0
    fi
  done
  if bac_javac=$(command -v javac 2>/dev/null); then
    bac_version=$(javac -version 2>&1 | sed -n 's/javac \([0-9]*\).*/\1/p')
    if [ "${bac_version:-0}" -ge 25 ] 2>/dev/null; then
      unset JAVA_HOME
      return 0
    fi
  fi
  echo "BAC needs JDK 25, and none was found. Install one (Debian: apt install temurin-25-jdk or openjdk-25-jdk; macOS: brew install openjdk; SDKMAN: sdk install java 25-tem), or point JAVA_HOME at it." >&2
  return 1
}
