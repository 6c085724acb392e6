filedesc://a.arc 0.0.0.0 20080430204825 text/plain 4
1 0

http://example.org/a b 10.0.0.1 20080430204825 text/html 29
<html><p>Mot hai.</p></html>

http://example.org/c 10.0.0.1 20080430204825  -1
de
