"""Amazon's own client for Python, boto3, against the sandbox server at SANDBOX_URL: Amazon Lex analytics with keys that
always work, and with keys from Amazon Cognito and the Security Token Service."""

import json
import os
import subprocess
import sys
import unittest
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from verify_signature import verify

BASE = os.environ["SANDBOX_URL"].rstrip("/")
BOT = "SANDBOXBOT"
POOL = "us-east-1:5a4db0c5-0000-4000-8000-000000000001"
ROLE = "arn:aws:iam::123456789012:role/skillscope-lex-read"
LOGINS = {"www.amazon.com": "Atza|sandbox"}
END = datetime.now(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
START = END - timedelta(days=14)
COUNT = {"name": "Count", "statistic": "Sum"}
BY_HOUR = [{"name": "ConversationStartTime", "interval": "OneHour"}]
BY_DAY = [{"name": "ConversationStartTime", "interval": "OneDay"}]


def control(path, body=None):
    data = json.dumps(body).encode() if body is not None else b""
    with urllib.request.urlopen(urllib.request.Request(f"{BASE}/_sandbox/{path}", data, method="POST")) as answer:
        assert answer.status == 200


def client(name, keys=None, validate=True, retries=0):
    """A client of a service; without keys one that signs nothing it need not."""
    config = Config(parameter_validation=validate, retries={"total_max_attempts": retries + 1, "mode": "standard"})
    return boto3.client(name, endpoint_url=BASE, region_name="us-east-1", config=config, **(keys or {}))


def fixed(**changes):
    return {"aws_access_key_id": "AKIDSANDBOX", "aws_secret_access_key": "sandbox-secret", **changes}


def lex(keys=None, validate=True, retries=0):
    return client("lexv2-models", keys or fixed(), validate, retries)


def query(**changes):
    whole = {"botId": BOT, "startDateTime": START, "endDateTime": END, "metrics": [COUNT], **changes}
    return {name: value for name, value in whole.items() if value is not None}


def pages(call, **changes):
    """All rows of a query; the service model has no paginator."""
    rows, sizes, token = [], [], None
    while True:
        page = call(**query(**changes, nextToken=token))
        assert page["botId"] == BOT
        rows += page["results"]
        sizes.append(len(page["results"]))
        token = page.get("nextToken")
        if token is None:
            return rows, sizes


def values(rows, metric=0):
    return [row["metricsResults"][metric]["value"] for row in rows]


def cognito_keys():
    cognito = client("cognito-identity")
    identity = cognito.get_id(IdentityPoolId=POOL, Logins=LOGINS)["IdentityId"]
    answer = cognito.get_credentials_for_identity(IdentityId=identity, Logins=LOGINS)
    keys = answer["Credentials"]
    assert answer["IdentityId"] == identity
    return {
        "aws_access_key_id": keys["AccessKeyId"],
        "aws_secret_access_key": keys["SecretKey"],
        "aws_session_token": keys["SessionToken"],
    }, keys["Expiration"]


def sts_keys(**changes):
    answer = client("sts").assume_role_with_web_identity(**{
        "RoleArn": ROLE,
        "RoleSessionName": "skillscope",
        "WebIdentityToken": LOGINS["www.amazon.com"],
        "ProviderId": "www.amazon.com",
        **changes,
    })
    keys = answer["Credentials"]
    return {
        "aws_access_key_id": keys["AccessKeyId"],
        "aws_secret_access_key": keys["SecretAccessKey"],
        "aws_session_token": keys["SessionToken"],
    }, keys["Expiration"]


class LexTest(unittest.TestCase):
    def setUp(self):
        control("reset")
        control("knobs", {"ratePerS": 10000, "burst": 10000})

    @classmethod
    def tearDownClass(cls):
        control("reset")

    def refused(self, code, status, call, **arguments):
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        answer = caught.exception.response
        self.assertEqual((answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]), (code, status))
        self.assertTrue(answer["ResponseMetadata"]["RequestId"])
        return caught.exception


class Pages(LexTest):
    def test_every_page_of_a_query_with_bins_groups_and_filters_is_read(self):
        asked = {
            "binBy": BY_HOUR,
            "groupBy": [{"name": "ConversationEndState"}, {"name": "LocaleId"}],
            "filters": [
                {"name": "LocaleId", "operator": "EQ", "values": ["en_US", "en_GB"]},
                {"name": "Duration", "operator": "GT", "values": ["20"]},
            ],
            "metrics": [COUNT, {"name": "Duration", "statistic": "Avg"}, {"name": "TurnsPerConversation", "statistic": "Max"}],
        }
        rows, sizes = pages(lex().list_session_metrics, maxResults=150, **asked)
        self.assertGreater(len(sizes), 5)
        self.assertEqual(set(sizes[:-1]), {150})
        self.assertEqual(pages(lex().list_session_metrics, **asked)[0], rows)
        bins = [row["binKeys"][0]["value"] for row in rows]
        self.assertEqual(bins, sorted(bins, reverse=True))
        self.assertTrue(all(START.timestamp() <= at < END.timestamp() and at % 3600 == 0 for at in bins))
        keys = [tuple(key["value"] for key in row["groupByKeys"]) for row in rows]
        self.assertEqual({locale for _, locale in keys}, {"en_US", "en_GB"})
        self.assertTrue(all(duration > 20 for duration in values(rows, 1)))
        self.assertEqual(len(set(zip(bins, keys))), len(rows))
        whole, _ = pages(lex().list_session_metrics, filters=asked["filters"])
        self.assertEqual(sum(values(rows)), values(whole)[0])

    def test_a_year_by_the_day_fits_on_a_page(self):
        rows, sizes = pages(lex().list_session_metrics, startDateTime=END - timedelta(days=365), binBy=BY_DAY, maxResults=1000)
        self.assertEqual((len(rows), len(sizes)), (365, 1))

    def test_the_siblings_are_read(self):
        service = lex()
        for call, field, metrics in [
            (service.list_intent_metrics, "IntentName", ["Count", "Success", "Failure", "Switched", "Dropped"]),
            (service.list_intent_stage_metrics, "IntentStageName", ["Count", "Success", "Failed", "Dropped", "Retry"]),
            (service.list_utterance_metrics, "UtteranceText", ["Count", "Missed", "Detected"]),
        ]:
            asked = [{"name": name, "statistic": "Sum"} for name in metrics]
            rows, sizes = pages(call, metrics=asked, groupBy=[{"name": field}], maxResults=3)
            self.assertGreater(len(sizes), 1)
            whole = values(pages(call)[0])[0]
            self.assertEqual(sum(values(rows)), whole, field)
            self.assertTrue(all(row["groupByKeys"][0]["name"] == field for row in rows))

    def test_an_utterance_has_the_intent_that_was_last_used(self):
        rows, _ = pages(
            lex().list_utterance_metrics, groupBy=[{"name": "UtteranceText"}], attributes=[{"name": "LastUsedIntent"}]
        )
        of = {row["groupByKeys"][0]["value"]: row["attributeResults"][0]["lastUsedIntent"] for row in rows}
        self.assertEqual(of["book a trip"], "BookTrip")

    def test_rows_come_in_the_order_of_a_metric(self):
        rows, _ = pages(
            lex().list_utterance_metrics, groupBy=[{"name": "UtteranceText"}], metrics=[{**COUNT, "order": "Descending"}]
        )
        self.assertEqual(values(rows), sorted(values(rows), reverse=True))

    def test_a_token_of_another_query_is_refused(self):
        token = lex().list_session_metrics(**query(binBy=BY_HOUR, maxResults=1))["nextToken"]
        self.refused("ValidationException", 400, lex().list_session_metrics, **query(binBy=BY_DAY, nextToken=token))


class BadQueries(LexTest):
    def test_each_bad_query_gives_the_modelled_exception(self):
        service = lex(validate=False)
        one = {"name": "LocaleId", "operator": "EQ", "values": ["en_US"]}
        for changes in [
            {"metrics": None},
            {"startDateTime": None},
            {"endDateTime": None},
            {"metrics": []},
            {"metrics": [COUNT] * 8},
            {"metrics": [{"name": "Count", "statistic": "Average"}]},
            {"metrics": [{"name": "TurnsPerSession", "statistic": "Avg"}]},
            {"metrics": [{"name": "Count"}]},
            {"binBy": []},
            {"binBy": BY_DAY * 2},
            {"binBy": [{"name": "ConversationStartTime", "interval": "OneWeek"}]},
            {"groupBy": []},
            {"groupBy": [{"name": "LocaleId"}] * 3},
            {"groupBy": [{"name": "Channel"}]},
            {"filters": []},
            {"filters": [one] * 11},
            {"filters": [{**one, "operator": "CO"}]},
            {"filters": [{**one, "values": []}]},
            {"filters": [{**one, "values": list("abcdef")}]},
            {"maxResults": 0},
            {"maxResults": 1001},
            {"nextToken": "nonsense"},
            {"startDateTime": END, "endDateTime": START},
            {"botId": "SHORT"},
            {"botId": "SANDBOX-BO"},
            {
                "binBy": [{**BY_DAY[0], "order": "Ascending"}],
                "metrics": [{**COUNT, "order": "Ascending"}],
            },
        ]:
            with self.subTest(changes):
                error = self.refused("ValidationException", 400, service.list_session_metrics, **query(**changes))
                self.assertIsInstance(error, service.exceptions.ValidationException)

    def test_what_means_nothing_is_a_failed_precondition(self):
        service = lex()
        for filters in [
            [{"name": "LocaleId", "operator": "GT", "values": ["en_US"]}],
            [{"name": "Duration", "operator": "GT", "values": ["long"]}],
        ]:
            error = self.refused(
                "PreconditionFailedException", 412, service.list_session_metrics, **query(filters=filters)
            )
            self.assertIsInstance(error, service.exceptions.PreconditionFailedException)

    def test_every_modelled_error_is_known_in_each_form(self):
        service = lex()
        for form in ["header", "headerWithSuffix", "body"]:
            control("knobs", {"awsErrorForm": form})
            for code, status in [
                ("ValidationException", 400),
                ("ServiceQuotaExceededException", 402),
                ("PreconditionFailedException", 412),
                ("ThrottlingException", 429),
                ("InternalServerException", 500),
            ]:
                rule = {"fault": str(status), "pathContains": "/analytics/", "times": 1}
                control("knobs", {"faults": [rule]})
                with self.subTest(form=form, code=code):
                    error = self.refused(code, status, service.list_session_metrics, **query())
                    self.assertIsInstance(error, getattr(service.exceptions, code))

    def test_a_throttled_query_says_when_to_come_again_and_the_client_does(self):
        rule = {"fault": "429-retry-after=1", "pathContains": "/analytics/", "times": 1}
        control("knobs", {"faults": [rule, {**rule, "fault": "503"}]})
        service = lex()
        error = self.refused("ThrottlingException", 429, service.list_session_metrics, **query())
        self.assertEqual(error.response["retryAfterSeconds"], 1)
        self.refused("ServiceUnavailableException", 503, service.list_session_metrics, **query())
        control("knobs", {"faults": [rule]})
        self.assertEqual(len(lex(retries=2).list_session_metrics(**query())["results"]), 1)


class Access(LexTest):
    def test_keys_from_cognito_and_from_the_security_token_service_sign(self):
        for keys, expires in [cognito_keys(), sts_keys()]:
            self.assertTrue(keys["aws_access_key_id"].startswith("ASIA"))
            left = expires - datetime.now(timezone.utc)
            self.assertTrue(timedelta(minutes=55) < left <= timedelta(hours=1), left)
            self.assertEqual(len(lex(keys).list_session_metrics(**query())["results"]), 1)

    def test_keys_that_ran_out_are_refused(self):
        keys, _ = cognito_keys()
        control("knobs", {"faults": [{"fault": "401-expired", "pathContains": "/analytics/", "times": 1}]})
        for _ in range(2):
            self.refused("ExpiredTokenException", 403, lex(keys).list_session_metrics, **query())

    def test_keys_that_are_wrong_are_refused(self):
        for changes, code in [
            ({"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE"}, "UnrecognizedClientException"),
            ({"aws_secret_access_key": "another"}, "InvalidSignatureException"),
            ({"aws_session_token": "token"}, "UnrecognizedClientException"),
        ]:
            self.refused(code, 403, lex(fixed(**changes)).list_session_metrics, **query())

    def test_a_clock_that_is_off_is_told_so(self):
        control("clock", {"advanceSeconds": 900})
        error = self.refused("InvalidSignatureException", 403, lex().list_session_metrics, **query())
        self.assertIn("Signature expired", str(error))

    def test_the_permission_that_is_missing_is_named(self):
        error = self.refused("AccessDeniedException", 403, lex().list_session_metrics, **query(botId="OTHERBOT00"))
        self.assertIn("lex:ListSessionMetrics", str(error))
        control("knobs", {"lexMissingPermissions": ["lex:ListAggregatedUtterances"]})
        error = self.refused("AccessDeniedException", 403, lex().list_utterance_metrics, **query())
        self.assertIn("lex:ListAggregatedUtterances", str(error))

    def test_cognito_refuses_with_its_modelled_exceptions(self):
        cognito = client("cognito-identity")
        bad = {"www.amazon.com": "Atza|nobody"}
        error = self.refused("NotAuthorizedException", 400, cognito.get_id, IdentityPoolId=POOL, Logins=bad)
        self.assertIsInstance(error, cognito.exceptions.NotAuthorizedException)
        other = POOL[:-1] + "2"
        error = self.refused("ResourceNotFoundException", 400, cognito.get_id, IdentityPoolId=other, Logins=LOGINS)
        self.assertIsInstance(error, cognito.exceptions.ResourceNotFoundException)
        identity = cognito.get_id(IdentityPoolId=POOL, Logins=LOGINS)["IdentityId"]
        call = cognito.get_credentials_for_identity
        self.refused("NotAuthorizedException", 400, call, IdentityId=identity, Logins=bad)
        self.refused("ResourceNotFoundException", 400, call, IdentityId=other, Logins=LOGINS)

    def test_the_security_token_service_refuses_with_its_modelled_exceptions(self):
        service = client("sts")
        error = self.refused("InvalidIdentityToken", 400, sts_keys, WebIdentityToken="Atza|nobody")
        self.assertEqual(type(error).__name__, service.exceptions.InvalidIdentityTokenException.__name__)
        self.refused("AccessDenied", 403, sts_keys, RoleArn=ROLE + "-of-others")


class Signatures(unittest.TestCase):
    """The script that judges what a browser signed."""

    def request(self):
        url, body = f"{BASE}/bots/{BOT}/analytics/sessionmetrics?b=%C3%A9&a=1", '{"a":"é"}'
        request = AWSRequest("POST", url, headers={"content-type": "application/json"}, data=body.encode())
        SigV4Auth(Credentials("ASIASANDBOX", "sandbox-secret", "token"), "lex", "us-east-1").add_auth(request)
        return {"method": "POST", "url": url, "headers": dict(request.headers.items()), "body": body}

    def test_what_botocore_signed_holds_and_what_was_changed_does_not(self):
        request = self.request()
        result = verify(request)
        self.assertTrue(result["valid"])
        self.assertIn("x-amz-security-token", result["signedHeaders"])
        self.assertFalse(verify(request, "another")["valid"])
        self.assertFalse(verify({**request, "body": "{}"})["valid"])
        self.assertFalse(verify({**request, "url": request["url"] + "1"})["valid"])
        self.assertFalse(verify({**request, "method": "PUT"})["valid"])
        with self.assertRaises(ValueError):
            verify({**request, "headers": {}})

    def test_the_script_reads_a_request_and_ends_as_it_judges(self):
        script = Path(__file__).with_name("verify_signature.py")

        def run(request):
            done = subprocess.run([sys.executable, script], input=json.dumps(request), capture_output=True, text=True)
            return done.returncode, json.loads(done.stdout)["valid"]

        request = self.request()
        self.assertEqual(run(request), (0, True))
        self.assertEqual(run({**request, "body": "{}"}), (1, False))
        self.assertEqual(run({**request, "headers": {}}), (2, False))


if __name__ == "__main__":
    unittest.main()
