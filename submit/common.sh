# shellcheck shell=bash
# Sourced by the other scripts here: sets `root`, finds Java, builds the jar when the sources are
# newer, and has the command line checked before Spark starts. Bash 3.2, which macOS has, runs it too:
# there an empty array counts as unset, and what replaces a part of a variable may hold no quotes.
root="$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"

# For Java virtual machines that live for a moment.
quick=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx128m)

# Java takes the names of files and the words of its command line for text in the locale's character
# set, and from C or POSIX, as cron and bare containers have it, every umlaut is lost.
if [[ "$(locale charmap 2> /dev/null)" != UTF-8 ]]; then
  export LC_ALL=C.UTF-8
fi

# Ends with a sentence. Usage: fail SENTENCE [EXIT_CODE]
fail() {
  printf '%s\n' "$1" >&2
  exit "${2:-1}"
}

if [[ "$root" == *[:,#\\]* ]]; then
  fail "Deerpark lies in '$root': Java and Spark take no ':', ',', '#' or '\\' in the path of a jar. Move it to a folder without one."
fi

# Sets `java` and `java_version`; refuses versions older than 17.
find_java() {
  java=java
  if [[ -n "${JAVA_HOME:-}" ]]; then
    java="$JAVA_HOME/bin/java"
  fi
  command -v "$java" > /dev/null \
    || fail "No Java at '$java': install a JDK of version 17 or later, or set JAVA_HOME to one."
  java_version="$("$java" -version 2>&1)" || true
  if [[ ! "$java_version" =~ version\ \"([0-9]+) || "${BASH_REMATCH[1]}" -lt 17 ]]; then
    fail "Deerpark needs a JDK of version 17 or later; '$java' says: ${java_version%%$'\n'*}. Set JAVA_HOME to a newer one."
  fi
}

# Whether a jar was written to its end, where the signature of its directory is.
is_complete() {
  [[ -f "$1" && "$(tail -c 22 -- "$1" | head -c 4 | tr -d '\0')" == $'PK\5\6' ]]
}

# Sets `jar` to the newest jar for spark-submit, or to nothing.
find_jar() {
  local candidate
  jar=
  for candidate in "$root"/target/deerpark-*-submit.jar; do
    if is_complete "$candidate" && [[ -z "$jar" || "$candidate" -nt "$jar" ]]; then
      jar="$candidate"
    fi
  done
}

# Sets `jar`, and returns whether it and the class path are there and newer than the sources.
is_built() {
  find_jar
  [[ -n "$jar" && -s "$root/target/spark.classpath" &&
    -z "$(find "$root/pom.xml" "$root/src/main" -newer "$jar" -print -quit)" ]]
}

# Sets `jar`, after building it where it is missing, half-written or older than the sources.
build_if_needed() {
  if is_built; then
    return
  fi
  command -v mvn > /dev/null \
    || fail "No 'mvn' on the PATH: install Maven 3.8.6 or later, which builds Deerpark."
  mkdir -p "$root/target"
  take_turn "$root/target/building"
  if ! is_built; then
    echo "Building Deerpark (mvn package; the first time takes a few minutes) ..." >&2
    (cd "$root" && mvn -B -ntp -q -DskipTests package >&2) || fail "The build failed."
    find_jar
    [[ -n "$jar" ]] || fail "The build left no target/deerpark-*-submit.jar in '$root'."
    touch "$jar"
  fi
  end_turn
}

# Waits while another start of these scripts, on this machine, holds a lock, a link to its process.
# Usage: take_turn FILE
take_turn() {
  local holder said=
  until ln -s "$$" "$1" 2> /dev/null; do
    holder="$(readlink "$1")" || [[ -w "$(dirname "$1")" ]] \
      || fail "Nothing can be written to '$(dirname "$1")': make it writable for you."
    if [[ -n "$holder" && ! -d "/proc/$holder" ]] && ! kill -0 "$holder" 2> /dev/null; then
      rm -f "$1"
      continue
    fi
    [[ -n "$said" ]] || echo "Waiting for another start to have built Deerpark ($1) ..." >&2
    said=yes
    sleep 1
  done
  turn="$1"
  trap end_turn EXIT
}

end_turn() {
  rm -f "$turn"
  trap - EXIT
}

# Makes an installation of Spark of the jars that Maven resolved. Its folder of jars may be empty.
use_built_spark() {
  export SPARK_HOME="$root/target/spark-home" SPARK_SCALA_VERSION=2.13 SPARK_CONF_DIR="$root/conf"
  SPARK_DIST_CLASSPATH="$(cat "$root/target/spark.classpath")"
  export SPARK_DIST_CLASSPATH
  mkdir -p "$SPARK_HOME/jars"
}

# Sets `command` to what Spark's own bin/spark-class would start, which needs an installation: the
# launcher turns a class of Spark's and its options into the command line of a Java virtual machine,
# with memory, class path and module options.
spark_command() {
  local word
  command=()
  while IFS= read -r -d '' word; do
    command+=("$word")
  done < <("$java" "${quick[@]}" -cp "$SPARK_DIST_CLASSPATH" org.apache.spark.launcher.Main "$@")
  # The launcher prints an empty word and a line break before the command.
  [[ ${#command[@]} -gt 1 ]] || fail "Spark's launcher gave no command."
  command=("${command[@]:1}")
  command[0]="${command[0]#$'\n'}"
}

# Sets `spark`, the version of Spark that the jar is built for, such as 4.2; `master`; `outcome`, where a driver in cluster mode leaves how it ended, `logs`, whether text or
# json, and `submission`, the words for spark-submit; or answers and ends, where help was asked for or
# the words are wrong.
# Usage: prepare local|installed APPLICATION WORD ..., where APPLICATION is the jar for the cluster
prepare() {
  local word file code=0
  local -a words=()
  file="$(mktemp)"
  "$java" "${quick[@]}" -cp "$jar" dev.deerpark.cli.Submit "$1" "$2" "$file" "${@:3}" || code=$?
  while IFS= read -r -d '' word; do
    words+=("$word")
  done < "$file"
  rm "$file"
  [[ ${#words[@]} -gt 0 ]] || exit "$code"
  spark="${words[0]}"
  master="${words[1]}"
  outcome="${words[2]}"
  logs="${words[3]}"
  submission=("${words[@]:4}")
}

# Has the driver on this machine log by a configuration of ours. Usage: log_by FILE
log_by() {
  with_java_option "-Dlog4j2.configurationFile=$root/conf/$1"
}

# Gives the driver on this machine one more option of Java's. Usage: with_java_option WORD
with_java_option() {
  local quote='"' escaped='\"'
  export SPARK_SUBMIT_OPTS="${SPARK_SUBMIT_OPTS:-} \"${1//$quote/$escaped}\""
}

# Has the user's own installation of Spark run a jar. Usage: submit APPLICATION WORD ...
submit() {
  prepare installed "$@"
  check_installation
  # Quiet on the terminal, unless the installation has a configuration of its own.
  if [[ ! -f "${SPARK_CONF_DIR:-$SPARK_HOME/conf}/log4j2.properties" ]]; then
    if [[ "$logs" == json ]]; then
      log_by log4j2-json.properties
    else
      log_by log4j2.properties
    fi
  fi
  with_java_option "-Ddeerpark.target=$root/target"
  command=("$SPARK_HOME/bin/spark-submit" "${submission[@]}")
  show "${command[@]}"
  if [[ -z "$outcome" ]]; then
    exec "${command[@]}"
  fi
  guard_driver
  "${command[@]}" &
  end_as_driver "$jar:${HADOOP_CONF_DIR:+$HADOOP_CONF_DIR:}$SPARK_HOME/jars/*"
}

check_installation() {
  local -a core
  [[ -n "${SPARK_HOME:-}" ]] \
    || fail "SPARK_HOME is not set: set it to your Spark $spark installation, or use submit/local, which needs none."
  [[ -x "$SPARK_HOME/bin/spark-submit" ]] \
    || fail "SPARK_HOME is '$SPARK_HOME', which has no bin/spark-submit: set it to a Spark $spark installation."
  core=("$SPARK_HOME/jars/spark-core_2.13-$spark."*.jar)
  [[ -f "${core[0]}" ]] \
    || fail "SPARK_HOME is '$SPARK_HOME', which is not Spark $spark with Scala 2.13 (no jars/spark-core_2.13-$spark.*.jar), which this build is for. Spark 4.1 needs a build of its own, by mvn package -Pspark-4.1; earlier versions lack calls that Deerpark needs."
}

# Has a signal end what this script starts next in the background, and the script. It is called before
# that starts: a signal in between would end the script alone. Usage: guard [SENTENCE]; COMMAND & await
guard() {
  trap "end_early 130 $(quoted "${!:-none}" "${1:-}")" INT
  trap "end_early 143 $(quoted "${!:-none}" "${1:-}")" TERM
}

# Waits for what was started last, and returns how it ended.
await() {
  local code=0
  wait "$!" || code=$?
  trap - INT TERM
  return "$code"
}

# Usage: end_early EXIT_CODE STARTED_BEFORE SENTENCE
end_early() {
  trap '' INT TERM
  if [[ "${!:-none}" != "$2" ]]; then
    kill "$!" 2> /dev/null || true
    wait "$!" 2> /dev/null || true
  fi
  [[ -z "$3" ]] || printf '%s\n' "$3" >&2
  exit "$1"
}

# As `guard`, for a spark-submit whose driver is on the cluster.
guard_driver() {
  guard "No longer waiting for the driver, which may go on; its cluster can end it. How it ends will be in $outcome."
}

# Waits for such a spark-submit, and ends as its driver did. Usage: end_as_driver CLASS_PATH
end_as_driver() {
  await || true
  exec "$java" "${quick[@]}" -cp "$1" dev.deerpark.cli.OutcomeFile "$outcome"
}

# Prints a command so that it can be pasted into a shell, once the secrets in it are filled in again.
show() {
  local word
  local -a words=()
  for word in "$@"; do
    words+=("$(redacted "$word")")
  done
  printf '$' >&2
  printf ' %s' "$(quoted "${words[@]}")" >&2
  printf '\n' >&2
}

# Prints a word without its secrets, as dev.deerpark.settings.Redaction has them by default: what follows
# the first assignment to the name of one, and the passwords in URLs.
redacted() {
  local rest="$1" shown='' mask='*********(redacted)'
  local names='secret|password|passwd|passphrase|token|access[.]?key|account[.]key|private[.]?key|api[-_.]?key|signature'
  local assigned="(($names)[^=,&?/[:space:]]*|[?&]sig)=" user='(://[^/@:]*:)([^/]+|[0-9]*[^0-9/][^@]*)@'
  shopt -s nocasematch
  if [[ "$rest" =~ $assigned ]]; then
    rest="${rest%%"${BASH_REMATCH[0]}"*}${BASH_REMATCH[0]}$mask"
  fi
  shopt -u nocasematch
  while [[ "$rest" =~ $user ]]; do
    shown+="${rest%%"${BASH_REMATCH[0]}"*}${BASH_REMATCH[1]}$mask@"
    rest="${rest#*"${BASH_REMATCH[0]}"}"
  done
  printf '%s' "$shown$rest"
}

# Quotes the words that a shell would split or expand, and no others.
quoted() {
  local word result='' quote="'" escaped="'\\''"
  for word in "$@"; do
    if [[ ! "$word" =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then
      word="'${word//$quote/$escaped}'"
    fi
    result+="${result:+ }$word"
  done
  printf '%s' "$result"
}
