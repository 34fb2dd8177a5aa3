"""Acknowledges an incident by a client that was generated from the document of the API.

Its arguments are the address of a platform, a key of an administrator, and the folder of the
client. The rule of the example hospital is breached first.
"""

import sys
import time

url, key, folder = sys.argv[1:]
sys.path.insert(0, folder)

from wardbell_client import AuthenticatedClient  # noqa: E402
from wardbell_client.api.incidents import (  # noqa: E402
    acknowledge_incident,
    get_incident,
    list_incidents,
)
from wardbell_client.api.samples import post_samples  # noqa: E402
from wardbell_client.models.acknowledge_incident_body import AcknowledgeIncidentBody  # noqa: E402
from wardbell_client.models.post_samples_body import PostSamplesBody  # noqa: E402
from wardbell_client.models.sample import Sample  # noqa: E402

client = AuthenticatedClient(base_url=url, token=key)
sample = Sample(subject="bed-99", metric="spo2", value=60, unit="%")


def opened():
    """The incident of the bed, once there is one."""
    for _ in range(100):
        found = list_incidents.sync(client=client, subject="bed-99").incidents
        if found:
            return found[0]
        # The rule asks for a breach that lasts: the clock of the platform is in haste.
        post_samples.sync(client=client, body=PostSamplesBody(samples=[sample]))
        time.sleep(0.2)
    sys.exit("No incident was opened.")


incident = opened()
assert incident.status == "triggered", incident.status
answer = acknowledge_incident.sync(
    incident.id, client=client, body=AcknowledgeIncidentBody(by="anna")
)
assert (answer.outcome, answer.incident.status) == ("done", "acknowledged"), answer
seen = get_incident.sync(incident.id, client=client)
assert (seen.status, seen.acknowledged_by) == ("acknowledged", "anna"), seen
print(f"{incident.id} is acknowledged by anna.")
