package dev.remotemcp.snippets;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A storage account and the way in. */
sealed interface BlobAccount {

    /** The address of the Blob service, for people: without credentials. */
    String endpoint();

    /** The setting that holds the address. */
    String setting();

    /** The account by its key, by a shared access signature, or the emulator on this machine. */
    record ByConnectionString(String value) implements BlobAccount {
        private static final String EMULATOR = "http://127.0.0.1:10000/devstoreaccount1";

        public ByConnectionString {
            Map<String, String> parts = parts(value);
            if (!emulator(parts)) {
                boolean signed = parts.containsKey("sharedaccesssignature");
                if (!signed) {
                    required(parts, "AccountName");
                    requireBase64(required(parts, "AccountKey"));
                }
                if (!parts.containsKey("blobendpoint")) {
                    required(parts, "AccountName");
                }
                requireHttp(endpoint(parts));
            }
        }

        @Override
        public String endpoint() {
            return endpoint(parts(value));
        }

        @Override
        public String setting() {
            return "AzureWebJobsStorage";
        }

        @Override
        public String toString() {
            return "ByConnectionString[" + endpoint() + "]";
        }

        private static String endpoint(Map<String, String> parts) {
            if (emulator(parts)) {
                return EMULATOR;
            }
            String endpoint = parts.getOrDefault("blobendpoint", "%s://%s.blob.%s".formatted(
                    parts.getOrDefault("defaultendpointsprotocol", "https"),
                    parts.getOrDefault("accountname", ""),
                    parts.getOrDefault("endpointsuffix", "core.windows.net")));
            return endpoint.replaceFirst("[?].*", "").replaceFirst("/+$", "");
        }

        private static boolean emulator(Map<String, String> parts) {
            return "true".equalsIgnoreCase(parts.getOrDefault("usedevelopmentstorage", ""));
        }

        private static Map<String, String> parts(String value) {
            return Arrays.stream(value.split(";")).filter(part -> !part.isBlank()).map(part -> part.split("=", 2))
                    .collect(Collectors.toMap(
                            part -> part[0].strip().toLowerCase(Locale.ROOT),
                            part -> part.length == 2 ? part[1].strip() : "",
                            (_, last) -> last));
        }

        // The messages name the part that is wrong, never its value: that may be the key.
        private static String required(Map<String, String> parts, String name) {
            String part = parts.getOrDefault(name.toLowerCase(Locale.ROOT), "");
            if (part.isEmpty()) {
                throw malformed(name + " is missing");
            }
            return part;
        }

        private static void requireBase64(String key) {
            try {
                Base64.getDecoder().decode(key);
            } catch (IllegalArgumentException _) {
                throw malformed("AccountKey is not Base64");
            }
        }

        private static void requireHttp(String endpoint) {
            try {
                URI uri = new URI(endpoint);
                if (uri.getUserInfo() != null) {
                    throw malformed("the address of the Blob service has a user name in it");
                }
                if (uri.getHost() != null && (uri.getScheme().equals("https") || uri.getScheme().equals("http"))) {
                    return;
                }
            } catch (URISyntaxException _) {
                // The same as an address of another kind.
            }
            throw malformed("the address of the Blob service is no http or https address");
        }

        private static IllegalArgumentException malformed(String what) {
            return new IllegalArgumentException(
                    "AzureWebJobsStorage is not a connection string of a storage account: " + what
                            + ". Copy it from the account, or use UseDevelopmentStorage=true for Azurite");
        }
    }

    /** @param clientId of the user-assigned identity; empty for the system-assigned one */
    record ByManagedIdentity(URI service, String clientId) implements BlobAccount {
        public ByManagedIdentity {
            if (!"https".equals(service.getScheme()) || service.getHost() == null || service.getUserInfo() != null
                    || service.getQuery() != null) {
                throw new IllegalArgumentException(
                        "AzureWebJobsStorage__blobServiceUri is not an https address"
                                + " like https://<account>.blob.core.windows.net");
            }
        }

        @Override
        public String endpoint() {
            return service.toString().replaceFirst("/+$", "");
        }

        @Override
        public String setting() {
            return "AzureWebJobsStorage__blobServiceUri";
        }
    }
}
