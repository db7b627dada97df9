___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Callpool",
  "brand": {
    "id": "brand_dummy",
    "displayName": "Callpool"
  },
  "description": "Shows every visitor a phone number of their own, from your Callpool server.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "TEXT",
    "name": "host",
    "displayName": "Host of your Callpool server",
    "help": "As in the install code: no https://, and no slash at the end.",
    "simpleValueType": true,
    "defaultValue": "calls.example.com",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      },
      {
        "type": "REGEX",
        "args": [
          "^[A-Za-z0-9.-]+(:[0-9]+)?$"
        ],
        "errorMessage": "Only the host, such as calls.example.com."
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "campaign",
    "displayName": "Campaign id",
    "help": "The part of the install code after the host.",
    "simpleValueType": true,
    "defaultValue": "cmp_yourcampaign",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      },
      {
        "type": "REGEX",
        "args": [
          "^cmp_[0-9a-z]{26}$"
        ],
        "errorMessage": "An id of a campaign begins with cmp_ and has 26 characters after it."
      }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

const encodeUriComponent = require('encodeUriComponent');
const injectScript = require('injectScript');
const logToConsole = require('logToConsole');
const queryPermission = require('queryPermission');

const url = 'https://' + data.host + '/' + encodeUriComponent(data.campaign);

if (queryPermission('inject_script', url)) {
  // The last argument makes Tag Manager load it once, however often the tag fires.
  injectScript(url, data.gtmOnSuccess, data.gtmOnFailure, url);
} else {
  logToConsole('Callpool: the permissions of this template do not allow ' + url);
  data.gtmOnFailure();
}


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "inject_script",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "https://*/*"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "logging",
        "versionId": "1"
      },
      "param": [
        {
          "key": "environments",
          "value": {
            "type": 1,
            "string": "debug"
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  }
]


___TESTS___

scenarios: []


___NOTES___

Loads the script of one campaign. Whoever visits a page sees a number of their own.

