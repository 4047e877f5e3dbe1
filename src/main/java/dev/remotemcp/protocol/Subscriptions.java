package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The method {@code subscriptions/listen}: a call that is answered with notifications until somebody ends it.
 *
 * <p>Changes of lists are known to the instance. Resources may be changed by anybody, so each one that is listened for is
 * asked for its version again and again: for a resource in a store that is one small request per resource, listener and
 * interval.
 *
 * @param streams     whether there is a stream to listen on at all
 * @param listsChange whether the lists may change while the server runs
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/subscriptions">Subscriptions</a>
 */
record Subscriptions(
        ResourceCatalog resources, ChangeFeed feed, boolean streams, boolean listsChange, Duration interval) {

    /** Resources in one subscription; each costs a request per interval. */
    private static final int MAX_RESOURCES = 100;

    /** The version of what is not there; no resource has a blank one. */
    private static final String ABSENT = "";

    /** A listener that is still there afterwards opens a new stream. */
    private static final Duration MAX_LIFETIME = Duration.ofHours(1);

    boolean isEmpty() {
        return !announcesLists() && !announcesResources();
    }

    boolean announcesLists() {
        return streams && listsChange;
    }

    boolean announcesResources() {
        return streams && resources.isWatchable();
    }

    Outcome listen(Call call) throws InterruptedException {
        if (!(call.params().path("notifications") instanceof ObjectNode wanted)) {
            return Outcome.invalidParams("'notifications' must be an object with what to listen for");
        }
        JsonNode uris = wanted.path("resourceSubscriptions");
        if (!uris.isMissingNode() && !isListOfTexts(uris) || uris.size() > MAX_RESOURCES) {
            return Outcome.invalidParams("'resourceSubscriptions' must be an array of at most " + MAX_RESOURCES
                    + " strings");
        }
        if (!call.channel().isStreaming()) {
            return refused("This server cannot stream to this client; ask again for what may have changed");
        }
        Optional<ChangeFeed.Listener> listener = feed.listen();
        if (listener.isEmpty()) {
            return refused("Too many subscriptions are open; try again later");
        }
        try (ChangeFeed.Listener open = listener.get()) {
            return new Stream(call, wanted, uris).run(open);
        }
    }

    private static Outcome refused(String why) {
        return new Outcome.Refused(new RpcError(RpcError.INTERNAL_ERROR, why));
    }

    private static boolean isListOfTexts(JsonNode json) {
        boolean texts = json.isArray();
        for (JsonNode item : json) {
            texts &= item.isTextual();
        }
        return texts;
    }

    /** One open subscription. */
    private final class Stream {

        private final Call call;
        private final List<ListChange> lists = new ArrayList<>();
        private final Map<String, ResourceCatalog.Watched> watched = new LinkedHashMap<>();
        private final Map<String, String> versions = new LinkedHashMap<>();

        Stream(Call call, ObjectNode wanted, JsonNode uris) {
            this.call = call;
            for (ListChange list : ListChange.values()) {
                if (announcesLists() && wanted.path(list.filter()).asBoolean()) {
                    lists.add(list);
                }
            }
            uris.forEach(uri -> resources.watched(uri.textValue())
                    .ifPresent(resource -> watched.put(uri.textValue(), resource)));
        }

        Outcome run(ChangeFeed.Listener listener) throws InterruptedException {
            // What is there now is known before the client hears that it is listened for.
            watched.forEach((uri, resource) -> version(resource).ifPresent(now -> versions.put(uri, now)));
            acknowledge();
            long end = System.nanoTime() + MAX_LIFETIME.toNanos();
            while (goesOn(listener) && System.nanoTime() - end < 0) {
                Optional<ListChange> change = listener.next(interval);
                change.filter(lists::contains).ifPresent(list -> send(list.method(), Json.object()));
                if (change.isEmpty()) {
                    watched.forEach((uri, resource) -> {
                        if (goesOn(listener)) {
                            check(uri, resource);
                        }
                    });
                }
            }
            ObjectNode body = Json.object();
            body.putObject("_meta").set(MetaKeys.SUBSCRIPTION_ID, call.request().id());
            return new Outcome.Complete(body);
        }

        private void acknowledge() {
            ObjectNode params = Json.object();
            ObjectNode honoured = params.putObject("notifications");
            lists.forEach(list -> honoured.put(list.filter(), true));
            if (!watched.isEmpty()) {
                watched.keySet().forEach(honoured.putArray("resourceSubscriptions")::add);
            }
            send("notifications/subscriptions/acknowledged", params);
        }

        /** Whoever asks for a version may swallow an interruption, so the cancellation is looked at itself. */
        private boolean goesOn(ChangeFeed.Listener listener) {
            return !listener.isClosed() && !call.cancellation().isCancelled();
        }

        private void check(String uri, ResourceCatalog.Watched resource) {
            version(resource).ifPresent(now -> {
                boolean isChanged = versions.containsKey(uri) && !now.equals(versions.get(uri));
                versions.put(uri, now);
                if (isChanged) {
                    send("notifications/resources/updated", Json.object().put("uri", uri));
                }
            });
        }

        /** What a resource is like now, {@link #ABSENT} included; empty when that cannot be told at the moment. */
        private Optional<String> version(ResourceCatalog.Watched resource) {
            try {
                return Optional.of(resource.version().orElse(ABSENT));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (Exception e) {
                return Optional.empty();
            }
        }

        private void send(String method, ObjectNode params) {
            params.putObject("_meta").set(MetaKeys.SUBSCRIPTION_ID, call.request().id());
            call.channel().send(Notifications.of(method, params));
        }
    }
}
