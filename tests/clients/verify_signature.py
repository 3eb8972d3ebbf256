"""Whether a request is signed as botocore would sign it.

Reads a request as JSON, `{"method", "url", "headers": {name: value}, "body"}`, from standard input or from the file that
is named, and computes its signature anew with botocore's own signer: of the headers those that the request says are
signed. The secret access key is in SECRET_ACCESS_KEY, else that of the sandbox. Prints what was compared as JSON and ends
with 0 where the signatures are equal, with 1 where they are not, with 2 where there is nothing to compare.
"""

import json
import os
import re
import sys

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

AUTHORIZATION = re.compile(
    r"^AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<date>\d{8})/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request, ?"
    r"SignedHeaders=(?P<headers>[^,]+), ?Signature=(?P<signature>[0-9a-f]{64})$"
)


def verify(request, secret="sandbox-secret"):
    """What botocore computes for a request, beside what the request has."""
    headers = {name.lower(): value for name, value in request["headers"].items()}
    claim = AUTHORIZATION.match(headers.get("authorization", ""))
    if claim is None:
        raise ValueError("there is no Authorization header of Signature V4")
    signed = claim["headers"].split(";")
    missing = [name for name in signed if name not in headers and name != "host"]
    if missing:
        raise ValueError(f"signed headers are not there: {', '.join(missing)}")
    for name in ["host", "x-amz-date"] + ["x-amz-security-token"] * ("x-amz-security-token" in headers):
        if name not in signed:
            raise ValueError(f"{name} is not signed")
    if not headers["x-amz-date"].startswith(claim["date"]):
        raise ValueError("the date of the credential is not that of the request")

    # A browser does not tell which Host it sends: it follows from the address, as botocore has it.
    kept = {name: headers[name] for name in signed if name in headers}
    again = AWSRequest(request["method"], request["url"], headers=kept, data=(request.get("body") or "").encode())
    again.context["timestamp"] = headers["x-amz-date"]
    credentials = Credentials(claim["key"], secret, headers.get("x-amz-security-token"))
    auth = SigV4Auth(credentials, claim["service"], claim["region"])
    canonical = auth.canonical_request(again)
    signature = auth.signature(auth.string_to_sign(again, canonical), again)
    return {
        "valid": signature == claim["signature"],
        "signature": claim["signature"],
        "botocore": signature,
        "signedHeaders": signed,
        "region": claim["region"],
        "service": claim["service"],
        "accessKeyId": claim["key"],
        "canonicalRequest": canonical,
    }


def main(arguments):
    text = open(arguments[0], encoding="utf-8").read() if arguments else sys.stdin.read()
    try:
        result = verify(json.loads(text), os.environ.get("SECRET_ACCESS_KEY", "sandbox-secret"))
    except (ValueError, KeyError) as problem:
        print(json.dumps({"valid": False, "problem": str(problem)}))
        return 2
    print(json.dumps(result))
    return 0 if result["valid"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
