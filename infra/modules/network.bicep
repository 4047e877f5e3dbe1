// A virtual network with the function app in one subnet and the storage account's private endpoint in another.

@description('Name of the virtual network.')
param name string

@description('Name of the private endpoint.')
param endpointName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the storage account.')
param storageAccountId string

resource network 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'private-endpoints'
        properties: {
          addressPrefix: '10.0.1.0/24'
          privateEndpointNetworkPolicies: 'Disabled'
          privateLinkServiceNetworkPolicies: 'Enabled'
        }
      }
      {
        name: 'app'
        properties: {
          addressPrefix: '10.0.2.0/24'
          delegations: [
            {
              // What Flex Consumption runs in.
              name: 'Microsoft.App.environments'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
    ]
  }
}

resource endpointSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-01-01' existing = {
  parent: network
  name: 'private-endpoints'
}

resource appSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-01-01' existing = {
  parent: network
  name: 'app'
}

module blobEndpoint 'privateEndpoint.bicep' = {
  params: {
    name: endpointName
    location: location
    tags: tags
    storageAccountId: storageAccountId
    subnetId: endpointSubnet.id
    networkId: network.id
  }
}

@description('Resource id of the subnet for the function app.')
output appSubnetId string = appSubnet.id
