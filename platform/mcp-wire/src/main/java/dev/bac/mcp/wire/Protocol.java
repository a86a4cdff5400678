package dev.bac.mcp.wire;

/** Names that the protocol fixes (specification 2026-07-28, basic/index and basic/transports/streamable-http). */
public final class Protocol {
    /** The revision that these records speak. */
    public static final String VERSION = "2026-07-28";

    /** The Tasks extension (modelcontextprotocol/ext-tasks). */
    public static final String TASKS = "io.modelcontextprotocol/tasks";

    /** The Skills extension (modelcontextprotocol/ext-skills, SEP-2640). */
    public static final String SKILLS = "io.modelcontextprotocol/skills";

    public static final String DISCOVER = "server/discover";
    public static final String TOOLS_LIST = "tools/list";
    public static final String TOOLS_CALL = "tools/call";
    public static final String RESOURCES_LIST = "resources/list";
    public static final String RESOURCE_TEMPLATES_LIST = "resources/templates/list";
    public static final String RESOURCES_READ = "resources/read";
    public static final String PROMPTS_LIST = "prompts/list";
    public static final String PROMPTS_GET = "prompts/get";
    public static final String COMPLETE = "completion/complete";
    public static final String LISTEN = "subscriptions/listen";
    public static final String TASKS_GET = "tasks/get";
    public static final String TASKS_UPDATE = "tasks/update";
    public static final String TASKS_CANCEL = "tasks/cancel";

    public static final String SKILLS_LIST = "skills/list";
    public static final String SKILLS_GET = "skills/get";
    public static final String DIRECTORY_READ = "resources/directory/read";

    /** Sent by a client on stdio only. */
    public static final String CANCELLED = "notifications/cancelled";

    public static final String VERSION_HEADER = "MCP-Protocol-Version";
    public static final String METHOD_HEADER = "Mcp-Method";
    public static final String NAME_HEADER = "Mcp-Name";

    /** Before the name that a tool's schema gives under {@link ParamHeader#KEYWORD}. */
    public static final String PARAM_HEADER = "Mcp-Param-";

    static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT_KEY = "io.modelcontextprotocol/clientInfo";
    static final String CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";
    static final String LOG_LEVEL_KEY = "io.modelcontextprotocol/logLevel";
    public static final String SERVER_KEY = "io.modelcontextprotocol/serverInfo";
    static final String SUBSCRIPTION_KEY = "io.modelcontextprotocol/subscriptionId";
    static final String PROGRESS_KEY = "progressToken";

    private Protocol() {}
}
