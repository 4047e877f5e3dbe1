// A user-assigned managed identity. What it may do is said by the module that owns the resource in question.

@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id: how a site is given the identity.')
output id string = identity.id

@description('Client id: how a program asks for a token of the identity.')
output clientId string = identity.properties.clientId

@description('Principal id: how a role is assigned to the identity.')
output principalId string = identity.properties.principalId
