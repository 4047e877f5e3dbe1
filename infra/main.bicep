// Everything the server needs in Azure, in a resource group of its own.

targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the azd environment. Names of the resources are made from it.')
param environmentName string

@minLength(1)
@description('Region. Flex Consumption is offered in these.')
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('Object id of whoever deploys. A user may read the snippets; a pipeline gets no role.')
param principalId string = ''

@allowed([
  'User'
  'ServicePrincipal'
])
@description('What principalId is.')
param principalType string = 'User'

@description('true: the app runs in a virtual network, and its storage is closed to the internet.')
param vnetEnabled bool = false

@allowed([
  512
  2048
  4096
])
@description('Memory of an instance in MB.')
param instanceMemoryMB int = 2048

@minValue(40)
@maxValue(1000)
@description('The most instances at a time.')
param maximumInstanceCount int = 100

@minValue(0)
@maxValue(1000)
@description('How many instances wait for requests without ever stopping. They cost money day and night.')
param alwaysReadyInstanceCount int = 0

@description('MCP_ALLOWED_ORIGINS: web pages that may call, comma-separated.')
param allowedOrigins string = ''

@allowed([
  ''
  'on'
  'off'
])
@description('MCP_STREAMING: off answers with JSON only. Empty: on, but off with Entra authentication.')
param streaming string = ''

@description('WEATHER_TIMEOUT as an ISO-8601 duration; empty for the server\'s default.')
param weatherTimeout string = ''

@secure()
@description('MCP_STATE_SECRET. A new one ends the questions that are open at that moment, and nothing more.')
param stateSecret string = newGuid()

@description('Client id of an application registered in Entra: callers send a token for it. Empty: they send a key.')
param entraClientId string = ''

@description('Tenant of that application; empty for the subscription\'s.')
param entraTenantId string = ''

@description('Application ID URI of that application; empty for api://CLIENT_ID.')
param entraIdentifierUri string = ''

@description('Client ids of the applications that may call, comma-separated. By default Visual Studio Code.')
param entraAllowedClientIds string = 'aebc6443-996d-45c2-90f0-388ff96faa56'

@description('Name of the resource group; empty for one made from the environment\'s name.')
param resourceGroupName string = ''

@description('Name of the function app, unique in the world; empty for a generated one.')
param functionAppName string = ''

@description('Name of the storage account, unique in the world; empty for a generated one.')
param storageAccountName string = ''

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var isEntra = !empty(entraClientId)
var authTenantId = empty(entraTenantId) ? tenant().tenantId : entraTenantId
var identifierUri = empty(entraIdentifierUri) ? 'api://${entraClientId}' : entraIdentifierUri

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: empty(resourceGroupName) ? '${abbreviations.resourcesResourceGroups}${environmentName}' : resourceGroupName
  location: location
  tags: tags
}

// Two identities, so that the server's own access ends at its container: the host's reaches keys and packages.
module hostIdentity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: '${abbreviations.managedIdentityUserAssignedIdentities}host-${token}'
    location: location
    tags: tags
  }
}

module serverIdentity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: '${abbreviations.managedIdentityUserAssignedIdentities}mcp-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: '${abbreviations.operationalInsightsWorkspaces}${token}'
    componentName: '${abbreviations.insightsComponents}${token}'
    location: location
    tags: tags
    publisherPrincipalId: hostIdentity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: empty(storageAccountName) ? '${abbreviations.storageStorageAccounts}${token}' : storageAccountName
    location: location
    tags: tags
    isPrivate: vnetEnabled
    hostPrincipalId: hostIdentity.outputs.principalId
    serverPrincipalId: serverIdentity.outputs.principalId
    readerPrincipalId: principalType == 'User' ? principalId : ''
  }
}

module network 'modules/network.bicep' = if (vnetEnabled) {
  scope: group
  params: {
    name: '${abbreviations.networkVirtualNetworks}${token}'
    endpointName: '${abbreviations.networkPrivateEndpoints}blob-${token}'
    location: location
    tags: tags
    storageAccountId: storage.outputs.id
  }
}

module functionApp 'modules/functionApp.bicep' = {
  scope: group
  params: {
    name: empty(functionAppName) ? '${abbreviations.webSitesFunctions}mcp-${token}' : functionAppName
    planName: '${abbreviations.webServerFarms}${token}'
    location: location
    tags: tags
    serviceName: 'mcp'
    hostIdentityId: hostIdentity.outputs.id
    serverIdentityId: serverIdentity.outputs.id
    packageContainerUrl: storage.outputs.packageContainerUrl
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstanceCount: alwaysReadyInstanceCount
    settings: union(
      {
        // The Functions host.
        AzureWebJobsFeatureFlags: 'EnableMcpCustomHandlerPreview'
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: hostIdentity.outputs.clientId
        AzureWebJobsStorage__blobServiceUri: storage.outputs.blobEndpoint
        AzureFunctionsJobHost__customHandler__http__DefaultAuthorizationLevel: isEntra ? 'anonymous' : 'function'
        APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${hostIdentity.outputs.clientId};Authorization=AAD'
        // The server, which reads AzureWebJobsStorage__blobServiceUri as well.
        AZURE_CLIENT_ID: serverIdentity.outputs.clientId
        MCP_STATE_SECRET: stateSecret
        MCP_ALLOWED_ORIGINS: allowedOrigins
        // Behind built-in authentication, event streams have been seen to fail on Flex Consumption.
        MCP_STREAMING: empty(streaming) ? (isEntra ? 'off' : 'on') : streaming
        WEATHER_TIMEOUT: weatherTimeout
      },
      isEntra
        ? {
            WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: '${identifierUri}/user_impersonation'
            WEBSITE_AUTH_AAD_ALLOWED_TENANTS: authTenantId
          }
        : {}
    )
  }
}

module entra 'modules/entra.bicep' = if (isEntra) {
  scope: group
  params: {
    functionAppName: functionApp.outputs.name
    clientId: entraClientId
    tenantId: authTenantId
    identifierUri: identifierUri
    allowedClientIds: map(split(entraAllowedClientIds, ','), id => trim(id))
  }
}

@description('Region.')
output AZURE_LOCATION string = location

@description('Tenant of the subscription.')
output AZURE_TENANT_ID string = tenant().tenantId

@description('Resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Function app.')
output AZURE_FUNCTION_NAME string = functionApp.outputs.name

@description('Application Insights component.')
output AZURE_APPLICATION_INSIGHTS_NAME string = monitoring.outputs.name

@description('Storage account.')
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name

@description('Address of the MCP endpoint.')
output MCP_URL string = 'https://${functionApp.outputs.hostName}/mcp'

@description('key: callers send a key of the function app. entra: they send a token.')
output MCP_AUTHENTICATION string = isEntra ? 'entra' : 'key'
