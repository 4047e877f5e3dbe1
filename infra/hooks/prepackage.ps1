# Makes target/functions, which azd packages next: a native executable for Linux x64, by GraalVM in Docker.
# prepackage.sh knows more ways; on Windows this is the one there is. A zip made on Windows has no executable bit; the
# Functions host sets it.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '../..')

# Oracle Linux 8, for its glibc 2.28, which is older than that of Azure Functions.
$image = 'ghcr.io/graalvm/native-image-community:25-ol8'

function Stop-Hook([string] $message) {
    [Console]::Error.WriteLine($message)
    exit 1
}

function Test-Docker {
    if (-not (Get-Command docker -ErrorAction SilentlyContinue)) { return $false }
    # In Windows PowerShell 5.1, with Stop, the first line that docker writes to its redirected error output would end the
    # script.
    $ErrorActionPreference = 'Continue'
    docker info *> $null
    return $LASTEXITCODE -eq 0
}

if ($env:MCP_PACKAGE -and $env:MCP_PACKAGE -ne 'container') {
    Stop-Hook "MCP_PACKAGE is '$env:MCP_PACKAGE'; on Windows it must be container or unset."
}
if (-not (Get-Command mvn -ErrorAction SilentlyContinue)) {
    Stop-Hook 'Maven 3.8.7 or newer is needed on the PATH, and a JDK 25 on the machine.'
}
if (-not (Test-Docker)) {
    Stop-Hook ('Azure Functions runs Linux x64, and this machine cannot build for it. Install Docker Desktop, start it and ' +
        'run azd again; or let GitHub Actions build and deploy: azd pipeline config.')
}

Write-Output 'Building target/functions with GraalVM in Docker; it takes some minutes and 6 GB of memory.'
mvn -q package '-DskipTests'
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
if (Test-Path target/functions) { Remove-Item -Recurse -Force target/functions }
New-Item -ItemType Directory target/functions | Out-Null
Copy-Item src/main/functions/host.json, src/main/functions/.funcignore target/functions
docker run --rm --platform linux/amd64 --volume "${PWD}/target:/target" --workdir /target --entrypoint native-image `
    $image -o functions/remote-mcp-helidon -jar remote-mcp-helidon.jar
exit $LASTEXITCODE
