package dev.remotemcp.protocol;

/**
 * The keys that the protocol reserves in {@code _meta}.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic#meta">_meta</a>
 */
final class MetaKeys {

    static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
    static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
    static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

    private MetaKeys() {
    }
}
