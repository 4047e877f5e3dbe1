import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

export default defineConfig({
  plugins: [viteSingleFile({ removeViteModuleLoader: true })],
  build: {
    // The style sheet relies on light-dark() following the color-scheme that the host's theme sets
    // at run time; for older targets it would be rewritten into a form that no longer does.
    target: ["chrome123", "firefox120", "safari17.5"],
    // One file has nothing to preload, and the polyfill would bring a fetch that no host allows.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: {
        // The MCP client package carries its HTTP transports, OAuth and a JSON Schema validator, and
        // does not say that unused modules may go. A widget needs its Protocol class alone.
        moduleSideEffects: [{ test: /node_modules\/@modelcontextprotocol\//, sideEffects: false }],
      },
    },
  },
});
