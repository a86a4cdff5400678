# Sourced by the checks that start the kit's test servers.

# ci_kit: compiles the kit; sets KIT_JAVA and KIT_CLASSES.
ci_kit() {
  ./mvnw -B -q -pl mcp-servers/kit -am test-compile dependency:build-classpath \
    -Dmdep.outputFile="$ci_folder/kit.classpath" -Dmdep.includeScope=test
  KIT_CLASSES="$PWD/mcp-servers/kit/target/test-classes:$PWD/mcp-servers/kit/target/classes:$(cat "$ci_folder/kit.classpath")"
  KIT_JAVA=$(./mvnw -v | sed -n 's/.*runtime: //p')/bin/java # the JDK that mvnw found
}

# ci_kit_start MAIN ARGUMENT: starts a test server; sets KIT_PID, KIT_LOG and KIT_URL (the line that begins http://).
ci_kit_start() {
  KIT_LOG="$ci_folder/${1##*.}.log"
  : >"$KIT_LOG"
  "$KIT_JAVA" -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener -cp "$KIT_CLASSES" "$1" "$2" \
    >>"$KIT_LOG" 2>&1 &
  KIT_PID=$!
  for _ in $(seq 1 240); do
    KIT_URL=$(grep -m 1 -oE '^http://[^ ]+' "$KIT_LOG") && return
    kill -0 "$KIT_PID" 2>/dev/null || break
    sleep 0.25
  done
  echo "$1 did not start:" >&2
  tail -n 20 "$KIT_LOG" >&2
  return 1
}
