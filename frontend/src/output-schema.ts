/** The output schema of get_weather, written by WidgetTypesTest of the server. Not to be edited. */
export const outputSchema = {
  "type" : "object",
  "properties" : {
    "Location" : {
      "type" : "string",
      "description" : "The place found: name, region, country; or what was asked for"
    },
    "Condition" : {
      "type" : "string",
      "description" : "The weather in words"
    },
    "TemperatureC" : {
      "type" : "number",
      "description" : "Degrees Celsius"
    },
    "TemperatureF" : {
      "type" : "number",
      "description" : "Degrees Fahrenheit"
    },
    "HumidityPercent" : {
      "type" : "number",
      "description" : "Relative humidity, 0 to 100"
    },
    "WindKph" : {
      "type" : "number",
      "description" : "Wind speed in km/h"
    },
    "Wind" : {
      "type" : "string",
      "description" : "Wind speed and direction, such as '12 km/h NNE'"
    },
    "ReportedAtUtc" : {
      "type" : "string",
      "description" : "When these values were true",
      "format" : "date-time"
    },
    "Error" : {
      "type" : "string",
      "description" : "Why there are no values"
    },
    "Source" : {
      "type" : "string",
      "description" : "Who says so"
    },
    "TimeZone" : {
      "type" : "string",
      "description" : "IANA time zone of the place, such as 'Europe/Oslo'"
    },
    "Hourly" : {
      "type" : "array",
      "description" : "The next 24 hours, temperatures in degrees Celsius",
      "items" : {
        "type" : "object",
        "properties" : {
          "TimeUtc" : {
            "type" : "string",
            "description" : "When the hour begins",
            "format" : "date-time"
          },
          "TemperatureC" : {
            "type" : "number",
            "description" : "Degrees Celsius"
          },
          "Condition" : {
            "type" : "string",
            "description" : "The weather in words"
          },
          "PrecipitationPercent" : {
            "type" : "integer",
            "description" : "Probability of precipitation, 0 to 100 percent"
          },
          "IsDay" : {
            "type" : "boolean",
            "description" : "Whether the sun is up"
          }
        },
        "required" : [ "TimeUtc", "TemperatureC", "Condition" ]
      }
    },
    "Daily" : {
      "type" : "array",
      "description" : "Today and the next days, temperatures in degrees Celsius",
      "items" : {
        "type" : "object",
        "properties" : {
          "Date" : {
            "type" : "string",
            "description" : "Calendar day at the place",
            "format" : "date"
          },
          "Condition" : {
            "type" : "string",
            "description" : "The most severe weather of the day in words"
          },
          "HighC" : {
            "type" : "number",
            "description" : "Highest temperature in degrees Celsius"
          },
          "LowC" : {
            "type" : "number",
            "description" : "Lowest temperature in degrees Celsius"
          },
          "PrecipitationPercent" : {
            "type" : "integer",
            "description" : "Highest probability of precipitation, 0 to 100 percent"
          }
        },
        "required" : [ "Date", "Condition", "HighC", "LowC" ]
      }
    }
  },
  "required" : [ "Location", "Source" ]
} as const;
