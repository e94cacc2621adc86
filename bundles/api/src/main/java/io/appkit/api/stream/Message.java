package io.appkit.api.stream;

/** One message of an event stream. Immutable as long as nobody changes its bytes. */
public final class Message {

    private final String type;
    private final byte[] json;

    /**
     * Creates a message.
     *
     * @param type value of the JSON member {@code type} and name of the event
     * @param json the whole message as one line of UTF-8 JSON, its {@code type} member included; not copied, not to be
     *     changed afterwards
     */
    public Message(String type, byte[] json) {
        this.type = type;
        this.json = json;
    }

    /** Value of the JSON member {@code type} and name of the event. */
    public String type() {
        return type;
    }

    /** The whole message as one line of UTF-8 JSON; not to be changed. */
    public byte[] json() {
        return json;
    }
}
