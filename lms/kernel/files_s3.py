"""Files in object storage that speaks S3; loaded only when ``LMS_FILES_URL`` asks for it.

``s3://bucket/folder?endpoint=https://objects.example.nl&region=nl-1``, with ``key:secret@`` before the bucket (percent
encoded), or with the key where boto3 looks for one (environment, instance role).
"""

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, cast
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
from botocore.client import Config
from botocore.exceptions import ClientError

from lms.kernel.files import NAME, NoSuchFile, StoredFile, checked_name, limited, new_name

IN_MEMORY = 2 * 1024 * 1024  # bytes of a file that wait in memory rather than on disk
MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
NO_SIZE = 2**40
PATIENCE = Config(
    connect_timeout=5,
    read_timeout=30,
    retries={"max_attempts": 4, "mode": "standard"},
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",  # stores that are not Amazon's refuse its newer checksums
    response_checksum_validation="when_required",
)


class Bucket:
    """Files as objects under one prefix of one bucket."""

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self.client = client
        self.bucket = bucket
        self.prefix = prefix

    def put(self, stream: IO[bytes], *, limit: int, suffix: str = "") -> StoredFile:
        """Read the stream to its end before sending, so that the store sees a whole file or none."""
        return self._keep(new_name(suffix), limited(stream, limit))

    def put_back(self, name: str, stream: IO[bytes]) -> None:
        """Send the file anew, in place of one that is there."""
        self._keep(checked_name(name), limited(stream, NO_SIZE))

    def open(self, name: str) -> BinaryIO:
        """Fetch the file and return it from its beginning."""
        try:
            body = self.client.get_object(Bucket=self.bucket, Key=self._key(name))["Body"]
        except ClientError as error:
            if _code(error) in MISSING:
                raise NoSuchFile(name) from error
            raise
        copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the caller closes it
        with body:
            shutil.copyfileobj(body, copy)
        copy.seek(0)
        return cast(BinaryIO, copy)

    def exists(self, name: str) -> bool:
        """Ask for the file's head."""
        try:
            self.client.head_object(Bucket=self.bucket, Key=self._key(name))
        except NoSuchFile:
            return False
        except ClientError as error:
            if _code(error) in MISSING:
                return False
            raise
        return True

    def delete(self, name: str) -> None:
        """Delete the object."""
        self.client.delete_object(Bucket=self.bucket, Key=self._key(name))

    def names(self) -> Iterator[str]:
        """List the prefix, page by page."""
        for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix):
            for entry in page.get("Contents", ()):
                name = entry["Key"].removeprefix(self.prefix)
                if NAME.fullmatch(name):
                    yield name

    def _keep(self, name: str, pieces: Iterator[bytes]) -> StoredFile:
        digest, check, size = hashlib.sha256(), hashlib.md5(usedforsecurity=False), 0
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
            for piece in pieces:
                digest.update(piece)
                check.update(piece)
                size += copy.write(piece)
            copy.seek(0)
            self.client.put_object(
                Bucket=self.bucket,
                Key=self._key(name),
                Body=copy,
                ContentLength=size,
                ContentMD5=base64.b64encode(check.digest()).decode(),  # the store refuses what was damaged on its way
            )
        return StoredFile(name, size, digest.hexdigest())

    def _key(self, name: str) -> str:
        return self.prefix + checked_name(name)


def store_at(url: str) -> Bucket:
    """Return the store of an ``s3://`` address; nothing is asked of it yet."""
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    client = boto3.client(
        "s3",
        endpoint_url=options.get("endpoint"),
        region_name=options.get("region", "us-east-1"),
        aws_access_key_id=unquote(parts.username) if parts.username else None,
        aws_secret_access_key=unquote(parts.password) if parts.password else None,
        config=PATIENCE,
    )
    folder = parts.path.strip("/")
    return Bucket(client, parts.hostname or "", f"{folder}/" if folder else "")


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
