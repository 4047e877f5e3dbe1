// The storage account, its containers, and who may do what in it. There are no keys: every caller is an identity.

@description('Name of the storage account.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('true: the account is closed to the internet and reached through a private endpoint only.')
param isPrivate bool

@description('Principal id of the identity of the Functions host.')
param hostPrincipalId string

@description('Principal id of the identity of the server.')
param serverPrincipalId string

@description('Object id of a user who may read the snippets; empty for nobody.')
param readerPrincipalId string

var blobDataOwner = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
)
var blobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)
var blobDataReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
)

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: isPrivate ? 'None' : 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
}

@description('Holds the deployed package, from which each instance starts.')
resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: 'app-package'
}

resource snippets 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: 'snippets'
}

// On the account: the host creates containers of its own, for keys and locks, and reads and writes the package.
resource hostOwnsBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, hostPrincipalId, blobDataOwner)
  properties: {
    roleDefinitionId: blobDataOwner
    principalId: hostPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource serverWritesSnippets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: snippets
  name: guid(snippets.id, serverPrincipalId, blobDataContributor)
  properties: {
    roleDefinitionId: blobDataContributor
    principalId: serverPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource userReadsSnippets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(readerPrincipalId)) {
  scope: snippets
  name: guid(snippets.id, readerPrincipalId, blobDataReader)
  properties: {
    roleDefinitionId: blobDataReader
    principalId: readerPrincipalId
    principalType: 'User'
  }
}

@description('Name.')
output name string = account.name

@description('Resource id.')
output id string = account.id

@description('Address of the blob service, with a slash at its end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Address of the container for the deployed package.')
output packageContainerUrl string = '${account.properties.primaryEndpoints.blob}${packages.name}'
