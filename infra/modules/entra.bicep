// App Service's built-in authentication with an application that is registered in Entra already. Callers without a
// token get 401 and the address of the protected resource metadata, by which an MCP client finds where to sign in.

@description('Name of the function app.')
param functionAppName string

@description('Client id of the application that stands for this server.')
param clientId string

@description('Tenant of the application.')
param tenantId string

@description('Application ID URI, which tokens for this server have as their audience.')
param identifierUri string

@description('Client ids of the applications that may call.')
param allowedClientIds string[]

resource site 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource authentication 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: site
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
      runtimeVersion: '~1'
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
      redirectToProvider: 'azureactivedirectory'
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenantId}/v2.0'
          clientId: clientId
        }
        validation: {
          allowedAudiences: [
            identifierUri
          ]
          defaultAuthorizationPolicy: {
            allowedApplications: union([clientId], allowedClientIds)
          }
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
  }
}
