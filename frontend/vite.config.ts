import { type Plugin, defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

// The widget says nothing without a host, so whoever opens the address that Vite prints gets the local
// host page; its frame, which is no document of its own, gets the widget.
const localHost: Plugin = {
  name: "local-host",
  apply: "serve",
  configureServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      if (request.url === "/" && request.headers["sec-fetch-dest"] === "document") {
        response.writeHead(302, { Location: "/dev/" }).end();
      } else {
        next();
      }
    });
  },
};

export default defineConfig({
  plugins: [localHost, viteSingleFile({ removeViteModuleLoader: true })],
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
