# Run by azd after a deployment: creates the key mcp_extension where there is none, and says how to connect. The key
# itself is never printed.

# The exit codes of az decide; what it writes to its error output must not end the script.
$ErrorActionPreference = 'Continue'
$PSNativeCommandUseErrorActionPreference = $false

$keyName = 'mcp_extension'
$tries = 12
$pause = 10
$again = 'azd hooks run postdeploy --service mcp'

$needed = 'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'AZURE_FUNCTION_NAME', 'MCP_URL', 'MCP_AUTHENTICATION'
foreach ($variable in $needed) {
    if (-not [Environment]::GetEnvironmentVariable($variable)) {
        [Console]::Error.WriteLine("$variable is not set. Run 'azd provision' first, and this through azd: $again")
        exit 1
    }
}
$subscription = $env:AZURE_SUBSCRIPTION_ID
$group = $env:AZURE_RESOURCE_GROUP
$name = $env:AZURE_FUNCTION_NAME
$url = $env:MCP_URL
$app = @('--subscription', $subscription, '--resource-group', $group, '--name', $name, '--only-show-errors')

# Setting a key that exists would replace it, so it is looked for first. There are no keys before the host has started,
# hence the tries. (A query with parentheses would not get through az.cmd.)
function Set-MissingKey {
    for ($try = 1; ; $try++) {
        $answer = az functionapp keys list @app --query "functionKeys.$keyName" --output tsv 2>&1
        if ($LASTEXITCODE -eq 0) {
            if ("$answer".Trim()) { return }
            $answer = az functionapp keys set @app --key-type functionKeys --key-name $keyName --output none 2>&1
            if ($LASTEXITCODE -eq 0) { return }
        }
        if ($try -eq $tries) {
            [Console]::Error.WriteLine("The server is deployed, but the key $keyName could not be created:")
            [Console]::Error.WriteLine("$answer")
            [Console]::Error.WriteLine("Try again in a few minutes: $again")
            exit 1
        }
        Write-Host "The function app is not ready for keys yet: trying again in $pause s ($try of $tries)"
        Start-Sleep -Seconds $pause
    }
}

# Without the key the server runs as well, so this is no failure of the deployment.
function Exit-WithoutKey($what) {
    Write-Host
    [Console]::Error.WriteLine("The key $keyName was not created: $what. Then run")
    [Console]::Error.WriteLine("  $again")
    exit 0
}

Write-Host
Write-Host "MCP endpoint  $url"

if ($env:MCP_AUTHENTICATION -eq 'entra') {
    Write-Host @"
Sign-in       Microsoft Entra, no key

For .vscode/mcp.json:

  "servers": {
    "$name": { "type": "http", "url": "$url" }
  }
"@
    exit 0
}

if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
    Exit-WithoutKey "that needs the Azure CLI. Install it (https://aka.ms/azure-cli) and sign in with 'az login'"
}
az account show --subscription $subscription --output none 2>$null
if ($LASTEXITCODE -ne 0) {
    Exit-WithoutKey "the Azure CLI is not signed in to the subscription $subscription. Sign in with 'az login'"
}

Set-MissingKey

Write-Host @"
Key           $keyName. To see it:

  az functionapp keys list --subscription $subscription --resource-group $group ``
    --name $name --query functionKeys.$keyName --output tsv

For .vscode/mcp.json; VS Code asks for the key once:

  "inputs": [
    { "type": "promptString", "id": "functions-key", "description": "Key of the function app", "password": true }
  ],
  "servers": {
    "$name": {
      "type": "http",
      "url": "$url",
      "headers": { "x-functions-key": "`${input:functions-key}" }
    }
  }
"@
