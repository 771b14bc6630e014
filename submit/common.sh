# shellcheck shell=bash
# Sourced by submit/local and submit/spark-submit, which set `root`: finds Java, builds the jar when
# the sources are newer, and separates spark-submit's options from the command's.

main_class=dev.deerpark.cli.Main

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

# Sets `java`; refuses versions older than 17.
find_java() {
  java=java
  if [[ -n "${JAVA_HOME:-}" ]]; then
    java="$JAVA_HOME/bin/java"
  fi
  command -v "$java" > /dev/null \
    || fail "No Java at '$java': install a JDK of version 17 or later, or set JAVA_HOME to one."
  local said
  said="$("$java" -version 2>&1)"
  if [[ ! "$said" =~ version\ \"([0-9]+) || "${BASH_REMATCH[1]}" -lt 17 ]]; then
    fail "Deerpark needs a JDK of version 17 or later; '$java' says: ${said%%$'\n'*}. Set JAVA_HOME to a newer one."
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

# Sets `submit_options` to the leading options, up to the first word that is neither an option nor
# an option's value, and `command_arguments` to the rest.
split_arguments() {
  submit_options=()
  while [[ $# -gt 0 ]]; do
    case "$1" in
      -h | --help | -V | --version) break ;; # the command's, not spark-submit's
      --verbose | -v | --supervise | --load-spark-defaults | --*=*) submit_options+=("$1") ;;
      -*)
        [[ $# -gt 1 ]] || fail "The option $1 needs a value." 2
        submit_options+=("$1" "$2")
        shift
        ;;
      *) break ;;
    esac
    shift
  done
  command_arguments=("$@")
}

# Prints the value that spark-submit's options give to a flag or its configuration key; fails where
# they give none. Usage: submitted FLAG KEY
submitted() {
  local i word next
  for ((i = 0; i < ${#submit_options[@]}; i++)); do
    word="${submit_options[i]}"
    next="${submit_options[i + 1]:-}"
    case "$word" in
      "$1") printf '%s' "$next" && return ;;
      "$1="*) printf '%s' "${word#*=}" && return ;;
      --conf | -c) [[ "$next" != "$2="* ]] || { printf '%s' "${next#*=}" && return; } ;;
      "--conf=$2="*) printf '%s' "${word#--conf="$2"=}" && return ;;
      --properties-file) in_properties "$next" "$2" && return ;;
      --properties-file=*) in_properties "${word#*=}" "$2" && return ;;
    esac
  done
  return 1
}

# Prints the value of a key in a properties file; fails where there is none.
in_properties() {
  local line
  line="$(grep -E "^[[:space:]]*${2//./\\.}[[:space:]=:]" "$1" 2> /dev/null)" || return 1
  [[ "$line" =~ ^[[:space:]]*[^[:space:]=:]+[[:space:]=:]+(.*)$ ]]
  printf '%s' "${BASH_REMATCH[1]}"
}

# Prints a command so that it can be pasted into a shell.
show() {
  printf '$' >&2
  printf ' %s' "$(quoted "$@")" >&2
  printf '\n' >&2
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
