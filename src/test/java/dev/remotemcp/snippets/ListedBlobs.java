package dev.remotemcp.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A container with more blobs than Azurite lists in reasonable time: it sorts all blobs twice for each page. Like
 * Blob Storage, it continues a list from a marker that only it understands, and may end a page early, but not the list.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/list-blobs">List Blobs</a>
 */
final class ListedBlobs implements AutoCloseable {

    private static final String MARKER = "2!88!";

    private final List<String> names;
    private final int partition;
    private final AtomicInteger lists = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer service;

    private ListedBlobs(List<String> names, int partition, HttpServer service) {
        this.names = names;
        this.partition = partition;
        this.service = service;
    }

    /**
     * @param names of the blobs, sorted
     * @param partition how many blobs lie together: no page has blobs of two partitions
     */
    static ListedBlobs start(List<String> names, int partition) throws IOException {
        ListedBlobs blobs = new ListedBlobs(names, partition,
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        blobs.service.createContext("/acct/snippets", blobs::answer);
        blobs.service.setExecutor(blobs.threads);
        blobs.service.start();
        return blobs;
    }

    String connectionString() {
        return "AccountName=acct;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:%d/acct"
                .formatted(service.getAddress().getPort());
    }

    /** How many lists were asked for so far. */
    int lists() {
        return lists.get();
    }

    @Override
    public void close() {
        service.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            exchange.getResponseHeaders().set("ETag", "\"0x8D00000000000000\"");
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            if ("list".equals(query.get("comp"))) {
                lists.incrementAndGet();
                byte[] page = page(query.getOrDefault("prefix", ""), query.getOrDefault("marker", ""),
                        Integer.parseInt(query.get("maxresults"))).getBytes(UTF_8);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            } else {
                exchange.sendResponseHeaders(200, -1);
            }
        }
    }

    private String page(String prefix, String marker, int limit) {
        int begin = marker.isEmpty() ? 0 : index(marker);
        while (begin < names.size() && !names.get(begin).startsWith(prefix)) {
            begin++;
        }
        int end = begin;
        while (isListed(end, prefix) && end - begin < limit && (end == begin || end % partition != 0)) {
            end++;
        }
        return """
                <?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="http://127.0.0.1/acct/" \
                ContainerName="snippets"><Prefix>%s</Prefix><Marker>%s</Marker><MaxResults>%d</MaxResults><Blobs>%s</Blobs>\
                <NextMarker>%s</NextMarker></EnumerationResults>""".formatted(prefix, marker, limit,
                names.subList(begin, end).stream().map(ListedBlobs::blob).collect(Collectors.joining()),
                isListed(end, prefix) ? marker(end) : "");
    }

    private boolean isListed(int index, String prefix) {
        return index < names.size() && names.get(index).startsWith(prefix);
    }

    private static String blob(String name) {
        return """
                <Blob><Name>%s</Name><Properties><Creation-Time>Mon, 02 Nov 2026 10:00:00 GMT</Creation-Time>\
                <Last-Modified>Mon, 02 Nov 2026 10:00:00 GMT</Last-Modified><Etag>0x8D00000000000000</Etag>\
                <Content-Length>1</Content-Length><Content-Type>text/plain; charset=utf-8</Content-Type>\
                <Content-Encoding /><Content-Language /><Content-CRC64 /><Content-MD5>k7iFrf4NoInN9jSQT9WfcQ==</Content-MD5>\
                <Cache-Control /><Content-Disposition /><BlobType>BlockBlob</BlobType><AccessTier>Hot</AccessTier>\
                <AccessTierInferred>true</AccessTierInferred><LeaseStatus>unlocked</LeaseStatus>\
                <LeaseState>available</LeaseState><ServerEncrypted>true</ServerEncrypted></Properties><OrMetadata /></Blob>"""
                .formatted(name);
    }

    private static String marker(int index) {
        return MARKER + Base64.getEncoder().encodeToString("%06d!".formatted(index).getBytes(UTF_8));
    }

    private static int index(String marker) {
        if (!marker.startsWith(MARKER)) {
            throw new AssertionError("not a marker: " + marker);
        }
        String text = new String(Base64.getDecoder().decode(marker.substring(MARKER.length())), UTF_8);
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }

    private static Map<String, String> query(String query) {
        return Arrays.stream(query.split("&")).map(part -> part.split("=", 2)).collect(Collectors.toMap(
                part -> part[0], part -> URLDecoder.decode(part[1], UTF_8)));
    }
}
