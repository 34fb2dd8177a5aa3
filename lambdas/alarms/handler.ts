import { cloudwatchDoor } from '#protocols/cloudwatch/door.ts';

/** Ingests what the alarms of CloudWatch report to their topic. */
export const createAlarmsHandler = cloudwatchDoor;
