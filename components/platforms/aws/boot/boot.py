"""Brings a Skerry instance up on EC2, and tells its Auto Scaling group of its life.

Only what a Debian image with cloud-init has: Python and its library. Settings: /etc/skerry/boot.json.

  prepare  fetch Node and agent by digest, secrets into memory, and write the agent's configuration
  life     complete the hook of the launch once the agent is healthy; at the end drain, then complete that one's
"""
import datetime, hashlib, hmac, http.client, json, os, pwd, subprocess, sys, time, urllib.error, urllib.parse, urllib.request

SETTINGS = os.environ.get("SKERRY_BOOT", "/etc/skerry/boot.json")
POLL_SECONDS = float(os.environ.get("SKERRY_BOOT_POLL", "5"))
TIMEOUT = 20


def ask(url, method="GET", headers=None, body=None):
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    return urllib.request.urlopen(request, timeout=TIMEOUT)


class Metadata:
    """IMDSv2: a token for each question, since a stopped instance wakes up with an old one."""

    def __init__(self, base):
        self.base = base

    def get(self, path):
        ttl = {"X-aws-ec2-metadata-token-ttl-seconds": "60"}
        token = ask(self.base + "/latest/api/token", "PUT", ttl).read().decode()
        return ask(self.base + "/latest/meta-data/" + path, headers={"X-aws-ec2-metadata-token": token}).read().decode()

    def credentials(self):
        roles = "iam/security-credentials/"
        return json.loads(self.get(roles + self.get(roles).split()[0]))


def signed(credentials, region, service, method, url, headers, body):
    """Signature Version 4 over host, date, token and body."""
    parts = urllib.parse.urlsplit(url)
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    digest = hashlib.sha256(body).hexdigest()
    headers = {**headers, "host": parts.netloc, "x-amz-date": now, "x-amz-content-sha256": digest,
               "x-amz-security-token": credentials["Token"]}
    names = sorted(name.lower() for name in headers)
    values = {name.lower(): value for name, value in headers.items()}
    canonical = "\n".join([method, parts.path or "/", parts.query,
                           *(f"{name}:{values[name]}" for name in names), "", ";".join(names), digest])
    scope = f"{now[:8]}/{region}/{service}/aws4_request"
    key = ("AWS4" + credentials["SecretAccessKey"]).encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    headers["authorization"] = (f"AWS4-HMAC-SHA256 Credential={credentials['AccessKeyId']}/{scope}, "
                                f"SignedHeaders={';'.join(names)}, Signature={signature}")
    return headers


class Cloud:
    def __init__(self, settings):
        self.settings = settings
        self.metadata = Metadata(settings["metadata"])

    def call(self, service, method, url, headers=None, body=b"", region=None):
        region = region or self.settings["region"]
        credentials = self.metadata.credentials()
        return ask(url, method, signed(credentials, region, service, method, url, headers or {}, body), body or None)

    def fetch(self, file):
        """Downloads a file of the kit beside its place, and puts it there once its digest is right."""
        if os.path.exists(file["path"]) and digest_of(file["path"]) == file["sha256"]:
            return
        store = self.settings["store"]
        key = urllib.parse.quote(file["key"], safe="/-._~")
        with self.call("s3", "GET", f"{store['endpoint']}/{key}", region=store["region"]) as answer:
            write(file["path"], answer, int(file["mode"], 8))
        if digest_of(file["path"]) != file["sha256"]:
            os.unlink(file["path"])
            raise SystemExit(f"{file['key']} is not what this instance was told to start")

    def parameters(self, wanted):
        """Secrets by name, ten a call, which is the service's limit."""
        names, found = list(wanted), {}
        for at in range(0, len(names), 10):
            body = json.dumps({"Names": names[at:at + 10], "WithDecryption": True}).encode()
            headers = {"content-type": "application/x-amz-json-1.1", "x-amz-target": "AmazonSSM.GetParameters"}
            answer = json.load(self.call("ssm", "POST", self.settings["ssm"] + "/", headers, body))
            if answer["InvalidParameters"]:
                raise SystemExit(f"no such parameters: {', '.join(answer['InvalidParameters'])}")
            found.update({one["Name"]: one["Value"] for one in answer["Parameters"]})
        return found

    def complete(self, hook, instance):
        """Whether the hook is done with; one that nobody waits for is."""
        form = urllib.parse.urlencode({
            "Action": "CompleteLifecycleAction", "Version": "2011-01-01", "InstanceId": instance,
            "AutoScalingGroupName": self.settings["group"], "LifecycleHookName": hook,
            "LifecycleActionResult": "CONTINUE"}).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        try:
            self.call("autoscaling", "POST", self.settings["autoscaling"] + "/", headers, form)
        except urllib.error.HTTPError as refusal:
            if refusal.code != 400 or b"No active Lifecycle Action" not in refusal.read():
                raise


def digest_of(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path, source, mode, owner=None):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    beside = path + ".new"
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        while chunk := source.read(1 << 20):
            file.write(chunk)
        os.fchmod(file.fileno(), mode)
        if owner and os.geteuid() == 0:
            os.fchown(file.fileno(), owner.pw_uid, owner.pw_gid)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def write_text(path, text, owner):
    import io
    write(path, io.BytesIO(text.encode()), 0o600, owner)


def prepare(cloud):
    settings = cloud.settings
    owner = pwd.getpwnam(settings["user"]) if settings["user"] else None
    for file in settings["files"]:
        cloud.fetch(file)
    for name, value in cloud.parameters(settings["parameters"]).items():
        write_text(settings["parameters"][name], value, owner)
    get = cloud.metadata.get
    instance = {**settings["instance"], "id": settings["instance"]["group"] + "/" + get("instance-id"),
                "zone": get("placement/availability-zone"), "address": get("local-ipv4")}
    write_text(settings["instanceFile"], json.dumps(instance), owner)


def is_healthy(url):
    try:
        return ask(url).status == 200
    except (OSError, http.client.HTTPException):
        return False


def life(cloud):
    settings, get = cloud.settings, cloud.metadata.get
    instance = get("instance-id")
    health = f"http://{get('local-ipv4')}:{settings['instance']['agentPort']}/healthz"
    booted = False
    while True:
        try:
            target = get("autoscaling/target-lifecycle-state")
            if target.endswith("Terminated"):
                subprocess.run(settings["stop"], check=True)
                return cloud.complete(settings["hooks"]["drain"], instance)
            if not booted and is_healthy(health):
                cloud.complete(settings["hooks"]["boot"], instance)
                booted = True
        except (OSError, http.client.HTTPException) as trouble:
            print(f"tried again: {trouble}", file=sys.stderr, flush=True)
        time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    with open(SETTINGS, encoding="utf-8") as file:
        {"prepare": prepare, "life": life}[sys.argv[1]](Cloud(json.load(file)))
