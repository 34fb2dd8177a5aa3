heartbeat = "pump-gateway"
