import { gzipSync } from "node:zlib";
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

// What the page may weigh: a host loads it anew for every answer in a chat.
const MAX_BYTES = 150_000;
const MAX_GZIP_BYTES = 45_000;

const sizeLimit: Plugin = {
  name: "size-limit",
  apply: "build",
  // Only what was written is surely the one file that was made of all.
  writeBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      const content = Buffer.from(file.type === "asset" ? file.source : file.code);
      const gzip = gzipSync(content).length;
      if (content.length > MAX_BYTES || gzip > MAX_GZIP_BYTES) {
        this.error(
          `${file.fileName} has ${content.length} bytes, ${gzip} with gzip; at most ${MAX_BYTES} and ${MAX_GZIP_BYTES} are allowed`,
        );
      }
    }
  },
};

export default defineConfig({
  plugins: [localHost, viteSingleFile({ removeViteModuleLoader: true }), sizeLimit],
  build: {
    // The style sheet relies on light-dark() following the color-scheme that the host's theme sets
    // at run time; for older targets it would be rewritten into a form that no longer does.
    target: ["chrome123", "firefox124", "safari17.5"],
    // One file has nothing to preload, and the polyfill would bring a fetch that no host allows.
    modulePreload: { polyfill: false },
  },
});
