"""moto's server, whose ConfirmSubscription answers with an ARN that it does not know afterwards.

Here the token is the ARN of the subscription to confirm, for no mail goes out that could hold one.
"""

import sys

from moto.core.responses import ActionResult
from moto.server import main
from moto.sns.exceptions import SNSNotFoundError
from moto.sns.responses import SNSResponse


def confirm_subscription(self):
    subscription = self.backend.subscriptions.get(self._get_param("Token"))
    if subscription is None or subscription.topic.arn != self._get_param("TopicArn"):
        raise SNSNotFoundError("Invalid token")
    return ActionResult({"SubscriptionArn": subscription.arn})


SNSResponse.confirm_subscription = confirm_subscription
main(sys.argv[1:])
