"""Records as AWS sends them by EventBridge, about the test estate."""

import datetime
import itertools
import uuid

ACCOUNT = "123456789012"
PRIMARY, RECOVERY = "us-east-1", "us-west-2"
DATABASE = f"arn:aws:rds:{PRIMARY}:{ACCOUNT}:db:kaigo-subsys-prod"
_ids = itertools.count(1)


def moment(minutes_ago=0.0):
    return datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=minutes_ago)


def rfc3339(when):
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03d}Z"


def envelope(detail_type, source, region, when, resources, detail):
    return {
        "version": "0",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{detail_type}/{when}/{next(_ids)}")),
        "detail-type": detail_type,
        "source": source,
        "account": ACCOUNT,
        "time": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": region,
        "resources": resources,
        "detail": detail,
    }


def snapshot_arn(name, region):
    return f"arn:aws:rds:{region}:{ACCOUNT}:snapshot:{name}"


def backup_job(began, when, snapshot, state="COMPLETED", job="8a3f6c1e-5b7d-4e2a-9c41-d0b6f7a21c58"):
    vault = f"arn:aws:backup:{PRIMARY}:{ACCOUNT}:backup-vault:kaigo-prod"
    is_done = state == "COMPLETED"
    detail = {
        "backupJobId": job, "backupVaultArn": vault, "backupVaultName": "kaigo-prod", "bytesTransferred": "0",
        "creationDate": rfc3339(began), "iamRoleArn": f"arn:aws:iam::{ACCOUNT}:role/backup",
        "percentDone": 100.0 if is_done else 0.0, "resourceArn": DATABASE, "resourceType": "RDS", "state": state,
        "startBy": rfc3339(began + datetime.timedelta(hours=1)),
    }
    if is_done:
        detail |= {"completionDate": rfc3339(when), "backupSizeInBytes": "214748364800"}
    resources = [snapshot_arn(snapshot, PRIMARY)] if is_done else []
    return envelope("Backup Job State Change", "aws.backup", PRIMARY, when, resources, detail)


def copy_job(began, when, snapshot, copy, state="COMPLETED", job="41C7E7AC-0B0E-4D8F-9E57-2F5A6B1D93E0"):
    detail = {
        "copyJobId": job, "backupSizeInBytes": 214748364800, "creationDate": rfc3339(began), "state": state,
        "resourceType": "RDS", "resourceArn": DATABASE, "iamRoleArn": f"arn:aws:iam::{ACCOUNT}:role/backup",
        "sourceBackupVaultArn": f"arn:aws:backup:{PRIMARY}:{ACCOUNT}:backup-vault:kaigo-prod",
        "destinationBackupVaultArn": f"arn:aws:backup:{RECOVERY}:{ACCOUNT}:backup-vault:kaigo-dr",
    }
    if state == "COMPLETED":
        detail |= {"completionDate": rfc3339(when), "destinationRecoveryPointArn": snapshot_arn(copy, RECOVERY)}
    return envelope(
        "Copy Job State Change", "aws.backup", RECOVERY, when, [snapshot_arn(snapshot, PRIMARY)], detail
    )


def snapshot_created(when, snapshot):
    arn = snapshot_arn(snapshot, PRIMARY)
    detail = {
        "EventCategories": ["creation"], "SourceType": "SNAPSHOT", "SourceArn": arn, "Date": rfc3339(when),
        "Message": "Manual snapshot created", "SourceIdentifier": snapshot, "EventID": "RDS-EVENT-0042",
    }
    return envelope("RDS DB Snapshot Event", "aws.rds", PRIMARY, when, [arn], detail)


def alarm(name, when, state="ALARM", previous="OK", region=PRIMARY):
    arn = f"arn:aws:cloudwatch:{region}:{ACCOUNT}:alarm:{name}"
    zoned = rfc3339(when)[:-1] + "+0000"
    detail = {
        "alarmName": name, "state": {"value": state, "reason": "Threshold Crossed", "timestamp": zoned},
        "previousState": {"value": previous, "reason": "", "timestamp": zoned}, "configuration": {"metrics": []},
    }
    return envelope("CloudWatch Alarm State Change", "aws.cloudwatch", region, when, [arn], detail)


def health(when, status="open", code="AWS_RDS_OPERATIONAL_ISSUE", notice="a1b2c3"):
    detail = {
        "eventArn": f"arn:aws:health:{PRIMARY}::event/RDS/{code}/{code}_{notice}", "service": "RDS",
        "eventTypeCode": code, "eventTypeCategory": "issue", "eventScopeCode": "PUBLIC", "statusCode": status,
        "startTime": when.strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "lastUpdatedTime": when.strftime("%a, %d %b %Y %H:%M:%S GMT"), "eventRegion": PRIMARY,
        "eventDescription": [{"language": "en_US", "latestDescription": "Increased error rates."}],
        "affectedAccount": ACCOUNT, "page": "1", "totalPages": "1",
    }
    return envelope("AWS Health Event", "aws.health", RECOVERY, when, [], detail)


def heartbeat(when, source="synthetics-us-west-2"):
    return {"heartbeat": source, "at": rfc3339(when)}


def snapshot_deleted(when, snapshot, region=RECOVERY):
    arn = snapshot_arn(snapshot, region)
    detail = {
        "EventCategories": ["deletion"], "SourceType": "SNAPSHOT", "SourceArn": arn, "Date": rfc3339(when),
        "Message": "Deleted user snapshot", "SourceIdentifier": snapshot, "EventID": "RDS-EVENT-0041",
    }
    return envelope("RDS DB Snapshot Event", "aws.rds", region, when, [arn], detail)


def instance_failed_over(when):
    detail = {
        "EventCategories": ["failover"], "SourceType": "DB_INSTANCE", "SourceArn": DATABASE, "Date": rfc3339(when),
        "Message": "Multi-AZ instance failover completed.", "SourceIdentifier": "kaigo-subsys-prod",
        "EventID": "RDS-EVENT-0049",
    }
    return envelope("RDS DB Instance Event", "aws.rds", PRIMARY, when, [DATABASE], detail)
