package dev.remotemcp.protocol;

/** A list of a server that may change while it runs. */
enum ListChange {
    TOOLS("toolsListChanged", "notifications/tools/list_changed"),
    PROMPTS("promptsListChanged", "notifications/prompts/list_changed"),
    RESOURCES("resourcesListChanged", "notifications/resources/list_changed");

    private final String filter;
    private final String method;

    ListChange(String filter, String method) {
        this.filter = filter;
        this.method = method;
    }

    /** What a client calls it when it asks to be told. */
    String filter() {
        return filter;
    }

    /** The notification that tells. */
    String method() {
        return method;
    }
}
