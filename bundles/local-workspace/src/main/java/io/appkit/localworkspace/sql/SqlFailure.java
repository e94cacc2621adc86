package io.appkit.localworkspace.sql;

/** A statement that failed, told as Databricks tells it: a code, and a message that begins with the error class. */
public final class SqlFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String errorCode;
    private final String sqlState;
    private final String description;

    private SqlFailure(String errorCode, String sqlState, String description) {
        super(description, null, false, false);
        this.errorCode = errorCode;
        this.sqlState = sqlState;
        this.description = description;
    }

    /** The statement is at fault. */
    public static SqlFailure of(String errorClass, String sqlState, String description) {
        return new SqlFailure(
                "BAD_REQUEST", sqlState, "[" + errorClass + "] " + description + " SQLSTATE: " + sqlState);
    }

    /** The statement is not SQL. */
    public static SqlFailure syntax(String description) {
        return of("PARSE_SYNTAX_ERROR", "42601", description);
    }

    /** The statement may be right, but cannot be had here. */
    public static SqlFailure unavailable(String what) {
        return of("UNSUPPORTED_FEATURE", "0A000", what + " is not available in the local workspace.");
    }

    /** The submitter may not read a table. */
    public static SqlFailure insufficientPermissions(String table) {
        return of(
                "INSUFFICIENT_PERMISSIONS",
                "42501",
                "Insufficient privileges: User does not have permission SELECT on table '" + table + "'.");
    }

    /** The result is larger than an answer may be. */
    public static SqlFailure tooLarge(String disposition, long limit) {
        String which = disposition.equals("INLINE") ? "Inline byte limit" : "Byte limit of the local workspace";
        return new SqlFailure(
                "BAD_REQUEST",
                "54000",
                which + " exceeded. Statements with disposition=" + disposition + " can have a result of at most "
                        + limit + " bytes.");
    }

    /** The engine has not enough memory for the statement. */
    public static SqlFailure outOfMemory() {
        return new SqlFailure(
                "RESOURCE_EXHAUSTED", "53200", "The local workspace has not enough memory for this statement.");
    }

    /** The statement took longer than any may. */
    public static SqlFailure timedOut(String limit) {
        return new SqlFailure("DEADLINE_EXCEEDED", "57014", "The statement ran longer than " + limit + ".");
    }

    /** The local workspace is at fault. */
    public static SqlFailure internal() {
        return new SqlFailure("INTERNAL_ERROR", "XX000", "The local workspace failed; its log has the reason.");
    }

    /** One of the Statement Execution API's codes. */
    public String errorCode() {
        return errorCode;
    }

    /** Five characters. */
    public String sqlState() {
        return sqlState;
    }

    /** For people; never null. */
    public String description() {
        return description;
    }
}
