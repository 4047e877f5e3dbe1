package dev.remotemcp.snippets;

/**
 * Why a store does not work.
 *
 * @param what  for whoever called: what is wrong, without a full stop
 * @param check for whoever runs the server: what to look at, as sentences
 */
record StoreProblem(String what, String check) {

    SnippetStoreException exception(String failing) {
        return new SnippetStoreException(failing + ": " + what);
    }

    @Override
    public String toString() {
        return "snippets: " + what + ". " + check;
    }
}
