/** A stand-in of Open-Meteo that knows two places. */
import { createServer } from 'node:http';
import { once } from 'node:events';

export const PLACE = { name: 'Zürich', admin1: 'Zurich', country: 'Switzerland', latitude: 47.36667, longitude: 8.55 };
export const OTHER_PLACE = { name: 'Lisbon', admin1: 'Lisbon District', country: 'Portugal', latitude: 38.71667, longitude: -9.13333 };

const HOUR = 3_600_000;
const NOW = Date.parse('2026-07-28T11:45:00Z');
const RAIN = 61;

/** By name: hours east of Greenwich, what it is like now, and the weather codes of the next hours and days. */
const WEATHER = {
  [PLACE.name]: {
    timezone: 'Europe/Zurich',
    offset: 2,
    current: { temperature_2m: 21.4, relative_humidity_2m: 56, wind_speed_10m: 12.3, wind_direction_10m: 22, weather_code: RAIN },
    hours: [RAIN, 61, 80, 3, 2, 2, 1, 0],
    days: [RAIN, 95, 80, 3, 2, 1, 0],
  },
  [OTHER_PLACE.name]: {
    timezone: 'Europe/Lisbon',
    offset: 1,
    current: { temperature_2m: 26.8, relative_humidity_2m: 48, wind_speed_10m: 18.4, wind_direction_10m: 337, weather_code: 1 },
    hours: [1, 1, 2, 1, 0, 0, 2, 1],
    days: [1, 0, 0, 2, 3, 61, 2],
  },
};

export async function startOpenMeteo() {
  const values = structuredClone(WEATHER);
  let down = false;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://stand-in');
    const answer = (body, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    };
    const places = [PLACE, OTHER_PLACE];
    if (down) {
      answer({ error: true, reason: 'The stand-in is down' }, 503);
    } else if (pathname === '/v1/search') {
      // An unknown place comes without `results`, as in the real service.
      const results = places.filter(({ name }) => name === searchParams.get('name'));
      answer(results.length > 0 ? { results, generationtime_ms: 0.5 } : { generationtime_ms: 0.5 });
    } else {
      const place = pathname === '/v1/forecast' && places.find(({ latitude, longitude }) =>
        latitude === Number(searchParams.get('latitude')) && longitude === Number(searchParams.get('longitude')));
      if (place) answer(forecast(values[place.name], searchParams));
      else answer({ error: true, reason: `The stand-in has no answer to ${request.url}` }, 400);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    settings: { OPEN_METEO_GEOCODING_URL: origin, OPEN_METEO_FORECAST_URL: origin },
    /** Changes what a place is like now. */
    change(name, current) {
      Object.assign(values[name].current, current);
    },
    /** Fails from now on, or works again. */
    setDown(value) {
      down = value;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => {});
    },
  };
}

/** As the real service: what was asked for, in local time where that was asked for. */
function forecast({ timezone, offset, current, hours, days }, query) {
  const local = query.get('timezone') === 'auto';
  const shift = local ? offset * HOUR : 0;
  const time = (at) => new Date(at + shift).toISOString().slice(0, 16);
  const hourly = Array.from({ length: Number(query.get('forecast_hours') ?? 168) }, (_, index) => {
    const at = Math.floor(NOW / HOUR) * HOUR + index * HOUR;
    const hour = (new Date(at).getUTCHours() + offset) % 24;
    const code = hours[Math.floor(index / 3) % hours.length];
    return {
      time: time(at),
      temperature_2m: round(current.temperature_2m - 3.5 + 5.5 * Math.sin(((hour - 9.5) * Math.PI) / 12)),
      weather_code: code,
      precipitation_probability: code < 50 ? 5 : 90 - 6 * index,
      is_day: hour >= 6 && hour < 21 ? 1 : 0,
    };
  });
  const daily = Array.from({ length: Number(query.get('forecast_days') ?? 7) }, (_, index) => ({
    time: time(NOW + index * 24 * HOUR).slice(0, 10),
    weather_code: days[index % days.length],
    temperature_2m_max: round(current.temperature_2m + 2 + 2.6 * Math.sin(index * 1.1)),
    temperature_2m_min: round(current.temperature_2m - 9 + 1.9 * Math.cos(index * 1.4)),
    precipitation_probability_max: days[index % days.length] < 50 ? 0 : 75,
  }));
  return {
    latitude: 47.36,
    longitude: 8.56,
    utc_offset_seconds: shift / 1000,
    timezone: local ? timezone : 'GMT',
    current: { time: time(NOW), interval: 900, ...current },
    ...(query.has('hourly') && { hourly: columns(hourly) }),
    ...(query.has('daily') && { daily: columns(daily) }),
  };
}

function columns(rows) {
  return Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name])]));
}

function round(value) {
  return Math.round(value * 10) / 10;
}
