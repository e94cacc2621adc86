SELECT :workspaceId AS id
