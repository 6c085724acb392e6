/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The same work with Lucene 8, for bench/peers: an index of a folder of three-part articles, a file each; title, lead and body with positions and
 * stored text, StandardAnalyzer, the name of the file as its key.  Threads take the next file each from one list; all write to one IndexWriter with
 * its default buffer of 16 MB and its own merging at its own times.
 * usage: java LuceneBuild INDEX FOLDER THREADS */
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;

public class LuceneBuild {
	static Document document(Path file) throws Exception {
		String[] parts = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", 3);
		String[] fields = {"title", "lead", "body"};
		Document document = new Document();
		document.add(new StringField("file", file.getFileName().toString(), Field.Store.YES));
		for (int i = 0; i < parts.length; i++)
			document.add(new TextField(fields[i], parts[i], Field.Store.YES));
		return document;
	}

	public static void main(String[] arguments) throws Exception {
		List<Path> files = new ArrayList<>();
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(Paths.get(arguments[1]))) {
			for (Path entry : entries)
				files.add(entry);
		}
		Collections.sort(files);
		IndexWriter writer = new IndexWriter(FSDirectory.open(Paths.get(arguments[0])), new IndexWriterConfig(new StandardAnalyzer()));
		AtomicInteger next = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
			Thread thread = new Thread(() -> {
				try {
					for (int at; (at = next.getAndIncrement()) < files.size();)
						writer.addDocument(document(files.get(at)));
				} catch (Exception failure) {
					failure.printStackTrace();
					System.exit(1);
				}
			});
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads)
			thread.join();
		writer.close();
	}
}
