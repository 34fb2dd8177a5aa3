"""The emulator, whose HTTP APIs hand functions no cookies: AWS puts those of a request, one by one,
into `cookies` of its event (payload 2.0), and takes the header out."""

import sys

from ministack.app import main
from ministack.services import lambda_svc

execute = lambda_svc._execute_function_with_config_scope


def execute_with_cookies(record, event, *args, **kwargs):
    if isinstance(event, dict) and event.get("version") == "2.0":
        cookie = event.get("headers", {}).pop("cookie", None)
        if cookie is not None:
            event["cookies"] = cookie.split("; ")
    return execute(record, event, *args, **kwargs)


lambda_svc._execute_function_with_config_scope = execute_with_cookies

if __name__ == "__main__":
    sys.exit(main())
