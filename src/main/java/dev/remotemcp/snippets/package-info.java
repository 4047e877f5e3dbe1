/** Snippets: named bytes, kept in files or in Azure Blob Storage behind one {@link SnippetStore}. */
@NullMarked
package dev.remotemcp.snippets;

import org.jspecify.annotations.NullMarked;
