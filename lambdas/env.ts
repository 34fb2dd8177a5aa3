/** Names of the environment variables of the functions, shared by whoever sets and whoever reads them. No imports. */
export const ENV = {
  subjectsTable: 'WARDBELL_SUBJECTS_TABLE',
  incidentsTable: 'WARDBELL_INCIDENTS_TABLE',
  controlsTable: 'WARDBELL_CONTROLS_TABLE',
  incidentQueueUrl: 'WARDBELL_INCIDENT_QUEUE_URL',
  pageQueueUrl: 'WARDBELL_PAGE_QUEUE_URL',
  /** What every responder's topic ARN begins with; `<responder>-<channel>` follows. */
  topicPrefix: 'WARDBELL_TOPIC_PREFIX',
  /** The compiled config, a JSON file. */
  configFile: 'WARDBELL_CONFIG_FILE',
  /** What links in pages begin with, without a slash at the end. */
  publicUrl: 'WARDBELL_PUBLIC_URL',
} as const;
