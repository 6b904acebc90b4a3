package dev.circuitry.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events as a browser does: it remembers the last id and sends it again. */
final class EventReader {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;
    private String lastId = "";

    /** One event. */
    record Event(String kind, String id, JsonNode data) {}

    EventReader(URI events) {
        this.address = events;
    }

    /** The next events, up to so many or to the end of the stream. */
    List<Event> read(int most) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address);
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<Stream<String>> answer =
                HTTP.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body().toList());
        }
        List<Event> events = new ArrayList<>();
        try (var lines = answer.body()) {
            Iterator<String> each = lines.iterator();
            String kind = "";
            while (events.size() < most && each.hasNext()) {
                var line = each.next();
                if (line.startsWith("event: ")) {
                    kind = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    var data = JSON.readTree(line.substring("data: ".length()));
                    events.add(new Event(kind, lastId, data));
                }
            }
        }
        return events;
    }
}
