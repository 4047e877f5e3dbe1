#!/bin/sh
# Run by azd after a deployment: creates the key mcp_extension where there is none, and says how to connect. The key
# itself is never printed.
set -eu

key_name=mcp_extension
tries=12
pause=10
again="azd hooks run postdeploy --service mcp"

for variable in AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP AZURE_FUNCTION_NAME MCP_URL MCP_AUTHENTICATION; do
  if eval "[ -z \"\${$variable:-}\" ]"; then
    echo "$variable is not set. Run 'azd provision' first, and this through azd: $again" >&2
    exit 1
  fi
done

# az functionapp keys ACTION ... for this function app. Its errors are part of the output.
keys() {
  action=$1
  shift
  az functionapp keys "$action" --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" \
    --name "$AZURE_FUNCTION_NAME" --only-show-errors "$@" 2>&1
}

# Setting a key that exists would replace it, so it is looked for first; the query answers with a word in its place. There
# are no keys before the host has started, hence the tries.
ensure_key() {
  try=1
  while true; do
    if output=$(keys list --query "functionKeys.$key_name && 'present'" --output tsv); then
      if echo "$output" | tr -d '\r' | grep -qx present; then
        return
      fi
      if output=$(keys set --key-type functionKeys --key-name "$key_name" --output none); then
        return
      fi
    fi
    if [ "$try" -eq "$tries" ]; then
      echo "The server is deployed, but the key $key_name could not be created:" >&2
      echo "$output" >&2
      echo "Try again in a few minutes: $again" >&2
      exit 1
    fi
    echo "The function app is not ready for keys yet: trying again in $pause s ($try of $tries)"
    sleep "$pause"
    try=$((try + 1))
  done
}

# Without the key the server runs as well, so this is no failure of the deployment.
without_key() {
  echo
  echo "The key $key_name was not created: $1. Then run" >&2
  echo "  $again" >&2
  exit 0
}

echo
echo "MCP endpoint  $MCP_URL"

if [ "$MCP_AUTHENTICATION" = entra ]; then
  cat <<TEXT
Sign-in       Microsoft Entra, no key

For .vscode/mcp.json:

  "servers": {
    "$AZURE_FUNCTION_NAME": { "type": "http", "url": "$MCP_URL" }
  }
TEXT
  exit 0
fi

if ! command -v az >/dev/null; then
  without_key "that needs the Azure CLI. Install it (https://aka.ms/azure-cli) and sign in with 'az login'"
fi
if ! az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none 2>/dev/null; then
  without_key "the Azure CLI is not signed in to the subscription $AZURE_SUBSCRIPTION_ID. Sign in with 'az login'"
fi

ensure_key

cat <<TEXT
Key           $key_name. To see it:

  az functionapp keys list --subscription $AZURE_SUBSCRIPTION_ID --resource-group $AZURE_RESOURCE_GROUP \\
    --name $AZURE_FUNCTION_NAME --query functionKeys.$key_name --output tsv

For .vscode/mcp.json; VS Code asks for the key once:

  "inputs": [
    { "type": "promptString", "id": "functions-key", "description": "Key of the function app", "password": true }
  ],
  "servers": {
    "$AZURE_FUNCTION_NAME": {
      "type": "http",
      "url": "$MCP_URL",
      "headers": { "x-functions-key": "\${input:functions-key}" }
    }
  }
TEXT
