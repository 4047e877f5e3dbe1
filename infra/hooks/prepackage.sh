#!/bin/sh
# Makes target/functions, which azd packages next. MCP_PACKAGE says how:
#   native     an executable, by this machine's GraalVM
#   container  the same, by a GraalVM in Docker
#   jvm        a Java runtime and an ahead-of-time cache, by this machine's JDK
# Without it, the first of these that this machine can make is taken.
set -eu
cd "$(dirname "$0")/../.."

# Oracle Linux 8, for its glibc 2.28.
image=ghcr.io/graalvm/native-image-community:25-ol8
# What is built with a newer glibc than this, Debian 12's, may not start on Azure Functions.
newest_glibc=36

fail() {
  echo "$1" >&2
  exit 1
}

is_linux_x64() {
  [ "$(uname -s) $(uname -m)" = "Linux x86_64" ]
}

# What is found becomes GRAALVM_HOME, so that Maven takes the same: by itself it asks the PATH only where there is no
# JAVA_HOME.
find_graalvm() {
  for home in "${GRAALVM_HOME:-}" "${JAVA_HOME:-}"; do
    if [ -n "$home" ] && [ -x "$home/bin/native-image" ]; then
      export GRAALVM_HOME="$home"
      return
    fi
  done
  if command -v native-image >/dev/null; then
    home=$(readlink -f "$(command -v native-image)")
    home=${home%/bin/native-image}
    # What bin has is a link into lib/svm.
    export GRAALVM_HOME="${home%/lib/svm}"
  fi
}

has_graalvm() {
  find_graalvm
  case $("${GRAALVM_HOME:-}/bin/native-image" --version 2>/dev/null) in
    "native-image 25"*) ;;
    *) return 1 ;;
  esac
}

has_docker() {
  command -v docker >/dev/null && docker info >/dev/null 2>&1
}

has_old_glibc() {
  version=$(getconf GNU_LIBC_VERSION 2>/dev/null) || return 1
  [ "${version##*.}" -le "$newest_glibc" ]
}

choose() {
  if is_linux_x64 && has_graalvm && has_old_glibc; then
    echo native
  elif has_docker; then
    echo container
  elif is_linux_x64; then
    echo jvm
  fi
}

build_in_container() {
  mvn -q package -DskipTests
  rm -rf target/functions
  mkdir target/functions
  cp src/main/functions/host.json src/main/functions/.funcignore target/functions/
  docker run --rm --platform linux/amd64 --user "$(id -u):$(id -g)" --env HOME=/tmp \
    --volume "$PWD/target:/target:z" --workdir /target --entrypoint native-image \
    "$image" -o functions/remote-mcp-helidon -jar remote-mcp-helidon.jar
}

command -v mvn >/dev/null || fail "Maven 3.8.7 or newer is needed on the PATH, and a JDK 25 on the machine."

package=${MCP_PACKAGE:-$(choose)}
case $package in
  native)
    is_linux_x64 || fail "MCP_PACKAGE=native builds for this machine, $(uname -sm), but Azure Functions runs Linux x64. \
Use MCP_PACKAGE=container with Docker."
    has_old_glibc || echo "Warning: this machine's glibc is newer than 2.$newest_glibc; the executable may not start on \
Azure Functions. MCP_PACKAGE=container avoids that." >&2
    echo "Building target/functions with this machine's GraalVM; it takes some minutes."
    find_graalvm
    mvn -q -Pnative package -DskipTests
    ;;
  container)
    has_docker || fail "MCP_PACKAGE=container needs Docker, installed and running."
    echo "Building target/functions with GraalVM in Docker; it takes some minutes and 6 GB of memory."
    build_in_container
    ;;
  jvm)
    is_linux_x64 || fail "MCP_PACKAGE=jvm packages this machine's Java, $(uname -sm), but Azure Functions runs Linux x64. \
Use MCP_PACKAGE=container with Docker."
    echo "Building target/functions with a Java runtime. With GraalVM 25 or Docker it would start faster."
    mvn -q -Pjvm package -DskipTests
    ;;
  '')
    fail "Azure Functions runs Linux x64, and this machine, $(uname -sm), cannot build for it. Install Docker \
(https://docs.docker.com/get-started/get-docker/), start it and run azd again; or let GitHub Actions build and deploy: \
azd pipeline config."
    ;;
  *)
    fail "MCP_PACKAGE is '$package'; it must be native, container or jvm."
    ;;
esac
