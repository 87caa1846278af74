/// A journal as it was written while `protection.exposure-changed.v1` was the present version, exported: the sample
/// application of that time, a backup with its copy, and the copy's deletion. It is never changed.
enum GoldenExposure1 {
  static let head = "aa1a6900f0c254464e54d1ef527683bb06b9d898d0408982d976a8caca135e99"

  static let export = #"""
    {"claim":{"at":"2026-11-24T10:59:53.558Z","format":1,"id":"d2f022730ac674e6adc1d485c2f15e88","kind":"cla\#
    im","partition":0,"worker":"w"},"hash":"5532bbacffb17c754cfc055bc89823b9e85bc9fa47cd3312f897582083a30b32\#
    ","offset":0}
    {"commit":{"at":"2026-11-24T10:59:53.564Z","epoch":0,"events":[{"application":"kaigo-subsys","at":"2026-\#
    11-24T10:59:53.564Z","data":{"application":{"account":"123456789012","contacts":[{"channel":{"sns":"arn:\#
    aws:sns:us-west-2:123456789012:kaigo-management"},"role":"management"},{"channel":{"sns":"arn:aws:sns:us\#
    -west-2:123456789012:kaigo-developers"},"role":"developers"}],"guards":{"failoversPerDay":2,"maximumLoss\#
    ":"P1DT2H"},"name":"kaigo-subsys","objectives":{"rpo":"PT1H","rto":"PT4H"},"plans":[{"kind":"failover","\#
    name":"region-failover","steps":[{"action":{"notify":{"channels":[{"sns":"arn:aws:sns:us-west-2:12345678\#
    9012:kaigo-developers"}],"message":"Region failover of kaigo-subsys to us-west-2 has begun. Put up the m\#
    aintenance notice."}},"after":[],"backoff":"PT30S","cutOver":false,"id":"notify-start","onFailure":"cont\#
    inue","retries":2,"timeout":"PT2M"},{"action":{"rds.restore":{"instanceClass":"db.r6g.large","multiAZ":f\#
    alse,"parameterGroup":"kaigo-dr-postgres15","publiclyAccessible":false,"securityGroups":["sg-0d1a2b3c4d5\#
    e6f708"],"subnetGroup":"kaigo-dr-db"}},"after":[],"backoff":"PT30S","cutOver":false,"id":"restore-db","o\#
    nFailure":"pause","resource":"db","retries":3,"timeout":"PT2H"},{"action":{"route53.switch":{"name":"db.\#
    kaigo.internal","target":{"endpointOf":"restore-db"},"ttl":60,"type":"CNAME","zone":"Z0KAIGOPRIVATE"}},"\#
    after":["restore-db"],"backoff":"PT30S","cutOver":false,"id":"db-endpoint","needs":"The application know\#
    s its database by this name alone. If Route 53 takes no changes, an operator sets DB_HOST on the ECS ser\#
    vice in us-west-2 and skips this step.","onFailure":"pause","retries":5,"timeout":"PT5M"},{"action":{"ec\#
    s.scale":{"cluster":"kaigo-dr","desiredCount":4,"service":"kaigo-api"}},"after":["db-endpoint"],"backoff\#
    ":"PT30S","cutOver":false,"id":"app","onFailure":"pause","resource":"api","retries":2,"timeout":"PT15M"}\#
    ,{"action":{"http.check":{"consecutive":3,"expect":200,"url":"https://dr.kaigo.example/health"}},"after"\#
    :["app"],"backoff":"PT30S","cutOver":false,"id":"check-recovery","onFailure":"pause","retries":2,"timeou\#
    t":"PT10M"},{"action":{"route53.switch":{"name":"app.kaigo.example","target":{"values":["dr.kaigo.exampl\#
    e"]},"ttl":60,"type":"CNAME","zone":"Z0KAIGOPUBLIC"}},"after":["check-recovery"],"backoff":"PT30S","cutO\#
    ver":true,"id":"dns","needs":"The name of the service is in Route 53, whose control plane is in us-east-\#
    1. If it takes no changes, an operator moves the name at the registrar.","onFailure":"pause","retries":5\#
    ,"timeout":"PT5M"},{"action":{"http.check":{"consecutive":3,"expect":200,"url":"https://app.kaigo.exampl\#
    e/health"}},"after":["dns"],"backoff":"PT30S","cutOver":false,"id":"check","onFailure":"pause","retries"\#
    :2,"timeout":"PT10M"},{"action":{"notify":{"channels":[{"sns":"arn:aws:sns:us-west-2:123456789012:kaigo-\#
    developers"}],"message":"kaigo-subsys is served from us-west-2. Take down the maintenance notice."}},"af\#
    ter":["check"],"backoff":"PT30S","cutOver":false,"id":"notify-end","onFailure":"continue","retries":2,"t\#
    imeout":"PT2M"}]},{"kind":"drill","name":"restore-test","steps":[{"action":{"rds.restore":{"instanceClas\#
    s":"db.r6g.large","publiclyAccessible":false,"securityGroups":["sg-0d1a2b3c4d5e6f708"],"subnetGroup":"ka\#
    igo-dr-db"}},"after":[],"backoff":"PT30S","cutOver":false,"id":"restore-db","onFailure":"pause","resourc\#
    e":"db","retries":2,"timeout":"PT2H"},{"action":{"notify":{"channels":[{"sns":"arn:aws:sns:us-west-2:123\#
    456789012:kaigo-developers"}],"message":"The restore test of kaigo-subsys is done. Its report is ready."\#
    }},"after":["restore-db"],"backoff":"PT30S","cutOver":false,"id":"notify-end","onFailure":"pause","retri\#
    es":2,"timeout":"PT2M"}]}],"regions":{"primary":"us-east-1","recovery":"us-west-2"},"resources":[{"arn":\#
    "arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-prod","id":"db","protection":[{"copyTo":"us-west-2",\#
    "every":"P1D","kind":"snapshot","retain":"P30D","timeZone":"Asia/Tokyo","window":"03:00-04:00"},{"kind":\#
    "pitr","retain":"P7D"}],"tier":2,"type":"rds.instance"},{"arn":"arn:aws:ecs:us-east-1:123456789012:servi\#
    ce/kaigo-prod/kaigo-api","id":"api","protection":[],"tier":3,"type":"ecs.service"},{"arn":"arn:aws:elast\#
    icloadbalancing:us-east-1:123456789012:loadbalancer/app/kaigo-prod/50dc6c495c0c9188","id":"alb","protect\#
    ion":[],"tier":3,"type":"elbv2.loadBalancer"}],"triggers":[{"approval":{"from":["management"],"onTimeout\#
    ":"abort","required":1,"timeout":"PT30M"},"coolDown":"PT6H","holdFor":"PT5M","name":"region-outage","run\#
    ":"region-failover","when":{"all":[{"atLeast":2,"of":[{"alarm":{"name":"kaigo-prod-region-*","state":"al\#
    arm"}},{"health":{"minimumExpectedDuration":"PT4H","region":"us-east-1"}},{"silence":{"duration":"PT3M",\#
    "source":"synthetics-us-west-2"}}]},{"not":{"alarm":{"name":"kaigo-dr-region-*","state":"alarm"}}}]}}]},\#
    "digest":"3a71493e4420ea129082ecc6d0447cc0592aa2354b38af7ca60701e228fdb4cd"},"sequence":1,"type":"catalo\#
    g.application-declared.v1"},{"application":"kaigo-subsys","at":"2026-11-24T10:59:53.564Z","data":{"resou\#
    rce":"db","status":"unknown"},"sequence":2,"type":"protection.exposure-changed.v1"}],"format":1,"inputs"\#
    :[],"kind":"commit","number":1,"partition":0,"previous":"d11f7d59e4fe2386cf58da58ddb840ba34690b36e7d9a28\#
    70bbda5a2ffb7af87","worker":"w"},"hash":"e2ee5053baf1015837c8580b5c33252a9d545b48a0dd720b1932a3d5600ba4e\#
    0","offset":1}
    {"commit":{"at":"2026-11-24T10:59:53.577Z","epoch":0,"events":[{"application":"kaigo-subsys","at":"2026-\#
    11-24T10:59:53.577Z","cause":"recoveryPointTaken#arn:aws:rds:us-east-1:123456789012:snapshot:kaigo-night\#
    ","data":{"account":"123456789012","at":"2026-11-24T18:12:00.000Z","completedAt":"2026-11-24T18:12:00.00\#
    0Z","id":"recoveryPointTaken#arn:aws:rds:us-east-1:123456789012:snapshot:kaigo-night","origin":"manual",\#
    "partial":false,"raw":{"file":"in.ndjson","line":1},"recoveryPoint":"arn:aws:rds:us-east-1:123456789012:\#
    snapshot:kaigo-night","region":"us-east-1","resource":"arn:aws:rds:us-east-1:123456789012:db:kaigo-subsy\#
    s-prod","seenAt":"2026-11-24T18:12:00.000Z","signal":"recoveryPointTaken","sizeBytes":214748364800,"sour\#
    ce":"aws.backup","takenAt":"2026-11-24T18:05:00.000Z","vault":"kaigo-prod"},"sequence":3,"type":"observe\#
    d.recovery-point-taken.v1"},{"application":"kaigo-subsys","at":"2026-11-24T10:59:53.577Z","cause":"recov\#
    eryPointCopied#arn:aws:rds:us-west-2:123456789012:snapshot:kaigo-night-copy","data":{"account":"12345678\#
    9012","at":"2026-11-24T18:23:00.000Z","completedAt":"2026-11-24T18:23:00.000Z","id":"recoveryPointCopied\#
    #arn:aws:rds:us-west-2:123456789012:snapshot:kaigo-night-copy","of":"arn:aws:rds:us-east-1:123456789012:\#
    snapshot:kaigo-night","raw":{"file":"in.ndjson","line":2},"recoveryPoint":"arn:aws:rds:us-west-2:1234567\#
    89012:snapshot:kaigo-night-copy","region":"us-west-2","resource":"arn:aws:rds:us-east-1:123456789012:db:\#
    kaigo-subsys-prod","seenAt":"2026-11-24T18:23:00.000Z","signal":"recoveryPointCopied","sizeBytes":214748\#
    364800,"source":"aws.backup","toRegion":"us-west-2","vault":"kaigo-dr"},"sequence":4,"type":"observed.re\#
    covery-point-copied.v1"},{"application":"kaigo-subsys","at":"2026-11-24T10:59:53.577Z","cause":"alarmCha\#
    nged#arn:aws:cloudwatch:us-east-1:123456789012:alarm:kaigo-prod-region-api#alarm#2026-11-24T18:25:00.000\#
    Z","data":{"account":"123456789012","alarm":"kaigo-prod-region-api","alarmArn":"arn:aws:cloudwatch:us-ea\#
    st-1:123456789012:alarm:kaigo-prod-region-api","at":"2026-11-24T18:25:00.000Z","composite":false,"id":"a\#
    larmChanged#arn:aws:cloudwatch:us-east-1:123456789012:alarm:kaigo-prod-region-api#alarm#2026-11-24T18:25\#
    :00.000Z","previous":"ok","raw":{"file":"in.ndjson","line":3},"region":"us-east-1","seenAt":"2026-11-24T\#
    18:25:00.000Z","signal":"alarmChanged","since":"2026-11-24T18:25:00.000Z","source":"aws.cloudwatch","sta\#
    te":"alarm"},"sequence":5,"type":"observed.alarm-changed.v1"},{"application":"kaigo-subsys","at":"2026-1\#
    1-24T10:59:53.577Z","cause":"recoveryPointRemoved#arn:aws:rds:us-west-2:123456789012:snapshot:kaigo-nigh\#
    t-copy#deleted","data":{"account":"123456789012","at":"2026-11-24T19:35:00.000Z","id":"recoveryPointRemo\#
    ved#arn:aws:rds:us-west-2:123456789012:snapshot:kaigo-night-copy#deleted","raw":{"file":"in.ndjson","lin\#
    e":4},"reason":"deleted","recoveryPoint":"arn:aws:rds:us-west-2:123456789012:snapshot:kaigo-night-copy",\#
    "region":"us-west-2","seenAt":"2026-11-24T19:35:00.000Z","signal":"recoveryPointRemoved","source":"aws.r\#
    ds"},"sequence":6,"type":"observed.recovery-point-removed.v1"}],"format":1,"inputs":[{"nextOffset":4,"pa\#
    rtition":0,"topic":"in.ndjson"}],"kind":"commit","number":2,"partition":0,"previous":"e2ee5053baf1015837\#
    c8580b5c33252a9d545b48a0dd720b1932a3d5600ba4e0","worker":"w"},"hash":"aa1a6900f0c254464e54d1ef527683bb06\#
    b9d898d0408982d976a8caca135e99","offset":2}
    """#
}
