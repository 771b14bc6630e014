# shellcheck shell=bash
# Sourced by the other scripts here, which set `root`: finds Java, builds the jar when
# the sources are newer, and has the command line checked before Spark starts.

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

# Sets `java` and `java_version`; refuses versions older than 17.
find_java() {
  java=java
  if [[ -n "${JAVA_HOME:-}" ]]; then
    java="$JAVA_HOME/bin/java"
  fi
  command -v "$java" > /dev/null \
    || fail "No Java at '$java': install a JDK of version 17 or later, or set JAVA_HOME to one."
  java_version="$("$java" -version 2>&1)"
  if [[ ! "$java_version" =~ version\ \"([0-9]+) || "${BASH_REMATCH[1]}" -lt 17 ]]; then
    fail "Deerpark needs a JDK of version 17 or later; '$java' says: ${java_version%%$'\n'*}. Set JAVA_HOME to a newer one."
  fi
}

# Sets `jar` to the newest jar for spark-submit, or to nothing.
find_jar() {
  local candidate
  jar=
  for candidate in "$root"/target/deerpark-*-submit.jar; do
    if [[ -f "$candidate" && (-z "$jar" || "$candidate" -nt "$jar") ]]; then
      jar="$candidate"
    fi
  done
}

# Sets `jar`, after building it where it is missing or older than the sources.
build_if_needed() {
  find_jar
  if [[ -f "$jar" && -f "$root/target/spark.classpath" &&
    -z "$(find "$root/pom.xml" "$root/src/main" -newer "$jar" -print -quit)" ]]; then
    return
  fi
  command -v mvn > /dev/null \
    || fail "No 'mvn' on the PATH: install Maven 3.8.6 or later, which builds Deerpark."
  echo "Building Deerpark (mvn package; the first time takes a few minutes) ..." >&2
  (cd "$root" && mvn -B -ntp -q -DskipTests package >&2) || fail "The build failed."
  find_jar
  touch "$jar"
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
  command=("${command[@]:1}")
  [[ ${#command[@]} -gt 0 ]] || fail "Spark's launcher gave no command."
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
  export SPARK_SUBMIT_OPTS="${SPARK_SUBMIT_OPTS:-} \"-Dlog4j2.configurationFile=$root/conf/$1\""
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
  export SPARK_SUBMIT_OPTS="${SPARK_SUBMIT_OPTS:-} \"-Ddeerpark.target=$root/target\""
  command=("$SPARK_HOME/bin/spark-submit" "${submission[@]}")
  show "${command[@]}"
  if [[ -z "$outcome" ]]; then
    exec "${command[@]}"
  fi
  "${command[@]}" || true
  end_as_driver "$jar:${HADOOP_CONF_DIR:+$HADOOP_CONF_DIR:}$SPARK_HOME/jars/*"
}

check_installation() {
  [[ -n "${SPARK_HOME:-}" ]] \
    || fail "SPARK_HOME is not set: set it to your Spark $spark installation, or use submit/local, which needs none."
  [[ -x "$SPARK_HOME/bin/spark-submit" ]] \
    || fail "SPARK_HOME is '$SPARK_HOME', which has no bin/spark-submit: set it to a Spark $spark installation."
  compgen -G "$SPARK_HOME/jars/spark-core_2.13-$spark.*.jar" > /dev/null \
    || fail "SPARK_HOME is '$SPARK_HOME', which is not Spark $spark with Scala 2.13 (no jars/spark-core_2.13-$spark.*.jar), which this build is for. Spark 4.1 needs a build of its own, by mvn package -Pspark-4.1; earlier versions lack calls that Deerpark needs."
}

# Ends as the driver did, where it ran on the cluster. Usage: end_as_driver CLASS_PATH
end_as_driver() {
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

# Prints a word without its secrets: from the first name on that Spark by default takes for that of a
# secret, and the passwords in URLs.
redacted() {
  local word="$1" mask='*********(redacted)'
  local assigned='(secret|password|token|access[.]?key)[^=,&?/[:space:]]*=' user='://[^/@:]*:([^/@*]+)@'
  shopt -s nocasematch
  if [[ "$word" =~ $assigned ]]; then
    word="${word%%"${BASH_REMATCH[0]}"*}${BASH_REMATCH[0]}$mask"
  fi
  shopt -u nocasematch
  while [[ "$word" =~ $user ]]; do
    word="${word/":${BASH_REMATCH[1]}@"/":$mask@"}"
  done
  printf '%s' "$word"
}

# Quotes the words that a shell would split or expand, and no others.
quoted() {
  local word result=
  for word in "$@"; do
    if [[ ! "$word" =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then
      word="'${word//\'/\'\\\'\'}'"
    fi
    result+="${result:+ }$word"
  done
  printf '%s' "$result"
}
