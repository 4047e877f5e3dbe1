/** A stand-in of Open-Meteo that knows one place. */
import { createServer } from 'node:http';
import { once } from 'node:events';

export const PLACE = { name: 'Zürich', admin1: 'Zurich', country: 'Switzerland', latitude: 47.36667, longitude: 8.55 };

const CURRENT = {
  time: '2026-07-28T11:45',
  interval: 900,
  temperature_2m: 21.4,
  relative_humidity_2m: 56,
  wind_speed_10m: 12.3,
  wind_direction_10m: 22,
  weather_code: 61,
};

export async function startOpenMeteo() {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://stand-in');
    const answer = (body, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    };
    if (pathname === '/v1/search') {
      // An unknown place comes without `results`, as in the real service.
      answer(searchParams.get('name') === PLACE.name ? { results: [PLACE], generationtime_ms: 0.5 } : { generationtime_ms: 0.5 });
    } else if (pathname === '/v1/forecast'
        && Number(searchParams.get('latitude')) === PLACE.latitude
        && Number(searchParams.get('longitude')) === PLACE.longitude) {
      answer({ latitude: 47.36, longitude: 8.56, utc_offset_seconds: 0, timezone: 'GMT', current: CURRENT });
    } else {
      answer({ error: true, reason: `The stand-in has no answer to ${request.url}` }, 400);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    settings: { OPEN_METEO_GEOCODING_URL: origin, OPEN_METEO_FORECAST_URL: origin },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => {});
    },
  };
}
