"""Brings a Skerry instance up on ECS, and tells its scaling group of its life.

Only what a Debian image with cloud-init has: Python and its library. Settings: /etc/skerry/boot.json.

  prepare  fetch Node and agent by digest, secrets into memory, and write the agent's configuration
  life     complete the hook of the launch once the agent is healthy; at the end drain, then complete that one's
"""
import base64, datetime, hashlib, hmac, http.client, io, json, os, pwd, subprocess, sys, time, urllib.error, urllib.parse, urllib.request, uuid

SETTINGS = os.environ.get("SKERRY_BOOT", "/etc/skerry/boot.json")
POLL_SECONDS = float(os.environ.get("SKERRY_BOOT_POLL", "5"))
TIMEOUT = 20
TROUBLE = (OSError, http.client.HTTPException)


def ask(url, method="GET", headers=None, body=None):
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    return urllib.request.urlopen(request, timeout=TIMEOUT)


def now():
    return datetime.datetime.now(datetime.timezone.utc)


class Metadata:
    """With a token for each question, since a stopped instance wakes up with an old one."""

    def __init__(self, base):
        self.base = base

    def get(self, path):
        ttl = {"X-aliyun-ecs-metadata-token-ttl-seconds": "60"}
        token = ask(self.base + "/latest/api/token", "PUT", ttl).read().decode()
        headers = {"X-aliyun-ecs-metadata-token": token}
        return ask(self.base + "/latest/meta-data/" + path, headers=headers).read().decode()

    def credentials(self):
        roles = "ram/security-credentials/"
        return json.loads(self.get(roles + self.get(roles).split()[0]))


def encoded(text):
    return urllib.parse.quote(str(text), safe="-_.~")


class Cloud:
    def __init__(self, settings):
        self.settings = settings
        self.metadata = Metadata(settings["metadata"])

    def rpc(self, service, version, action, **parameters):
        """A call in the RPC style, by its signature version 1.0."""
        keys = self.metadata.credentials()
        values = {"Action": action, "Version": version, "Format": "JSON", "RegionId": self.settings["region"],
                  "AccessKeyId": keys["AccessKeyId"], "SecurityToken": keys["SecurityToken"],
                  "SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureNonce": str(uuid.uuid4()),
                  "Timestamp": now().strftime("%Y-%m-%dT%H:%M:%SZ"), **parameters}
        canonical = "&".join(f"{encoded(name)}={encoded(values[name])}" for name in sorted(values))
        text = f"POST&{encoded('/')}&{encoded(canonical)}"
        digest = hmac.new((keys["AccessKeySecret"] + "&").encode(), text.encode(), hashlib.sha1).digest()
        body = canonical + "&Signature=" + encoded(base64.b64encode(digest).decode())
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return json.load(ask(self.settings[service] + "/", "POST", headers, body.encode()))

    def object(self, key):
        """An object of the bucket that releases come from, by OSS's signature version 4."""
        keys, store, time_ = self.metadata.credentials(), self.settings["store"], now().strftime("%Y%m%dT%H%M%SZ")
        path = "/" + urllib.parse.quote(key, safe="/-_.~")
        headers = {"x-oss-content-sha256": "UNSIGNED-PAYLOAD", "x-oss-date": time_,
                   "x-oss-security-token": keys["SecurityToken"]}
        lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
        canonical = f"GET\n/{store['bucket']}{path}\n\n{lines}\n\nUNSIGNED-PAYLOAD"
        scope = f"{time_[:8]}/{store['region']}/oss/aliyun_v4_request"
        secret = ("aliyun_v4" + keys["AccessKeySecret"]).encode()
        for part in scope.split("/"):
            secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
        text = f"OSS4-HMAC-SHA256\n{time_}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
        headers["authorization"] = f"OSS4-HMAC-SHA256 Credential={keys['AccessKeyId']}/{scope},Signature={signature}"
        return ask(store["endpoint"] + path, headers=headers)

    def fetch(self, file):
        """Downloads a file of the kit beside its place, and puts it there once its digest is right."""
        if os.path.exists(file["path"]) and digest_of(file["path"]) == file["sha256"]:
            return
        with self.object(file["key"]) as answer:
            write(file["path"], answer, int(file["mode"], 8))
        if digest_of(file["path"]) != file["sha256"]:
            os.unlink(file["path"])
            raise SystemExit(f"{file['key']} is not what this instance was told to start")

    def secret(self, name):
        answer = self.rpc("oos", "2019-06-01", "GetSecretParameter", Name=name, WithDecryption="true")
        return answer["Parameter"]["Value"]

    def state(self, instance):
        """Such as Pending:Wait, InService, Removing:Wait; empty once the group has let go of it."""
        found = self.rpc("ess", "2014-08-28", "DescribeScalingInstances",
                         **{"ScalingGroupId": self.settings["group"], "InstanceId.1": instance})
        instances = found["ScalingInstances"]["ScalingInstance"]
        return instances[0]["LifecycleState"] if instances else ""

    def complete(self, instance):
        """Completes what waits for this instance: a hook's action has its token in the activity that it holds up."""
        activities = self.rpc("ess", "2014-08-28", "DescribeScalingActivities",
                              ScalingGroupId=self.settings["group"], StatusCode="InProgress")
        for activity in activities["ScalingActivities"]["ScalingActivity"]:
            waiting = self.rpc("ess", "2014-08-28", "DescribeLifecycleActions",
                               ScalingActivityId=activity["ScalingActivityId"])
            for action in waiting["LifecycleActions"]["LifecycleAction"]:
                # Hooks of the user are completed by whom they tell.
                if (instance in action["InstanceIds"]["InstanceId"] and action["LifecycleActionStatus"] == "Pending"
                        and action["LifecycleHookId"] in self.settings["hooks"]):
                    self.rpc("ess", "2014-08-28", "CompleteLifecycleAction", LifecycleHookId=action["LifecycleHookId"],
                             LifecycleActionToken=action["LifecycleActionToken"], LifecycleActionResult="CONTINUE")

    def owner(self):
        return pwd.getpwnam(self.settings["user"]) if self.settings["user"] else None


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
    write(path, io.BytesIO(text.encode()), 0o600, owner)


def prepare(cloud):
    settings, owner = cloud.settings, cloud.owner()
    for file in settings["files"]:
        cloud.fetch(file)
    for name, path in settings["parameters"].items():
        write_text(path, cloud.secret(name), owner)
    get = cloud.metadata.get
    instance = {**settings["instance"], "id": settings["instance"]["group"] + "/" + get("instance-id"),
                "zone": get("zone-id"), "address": get("private-ipv4")}
    write_text(settings["instanceFile"], json.dumps(instance), owner)


def is_healthy(url):
    try:
        return ask(url).status == 200
    except TROUBLE:
        return False


def life(cloud):
    settings, get = cloud.settings, cloud.metadata.get
    instance = get("instance-id")
    health = f"http://{get('private-ipv4')}:{settings['instance']['agentPort']}/healthz"
    while True:
        try:
            state = cloud.state(instance)
            if state.startswith("Removing"):
                subprocess.run(settings["stop"], check=True)
                return cloud.complete(instance)
            if state == "Pending:Wait" and is_healthy(health):
                cloud.complete(instance)
        except TROUBLE as trouble:
            print(f"tried again: {trouble}", file=sys.stderr, flush=True)
        time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    with open(SETTINGS, encoding="utf-8") as file:
        {"prepare": prepare, "life": life}[sys.argv[1]](Cloud(json.load(file)))
