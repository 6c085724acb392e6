<?xml version="1.0" encoding="UTF-8"?>
<CHANNEL HREF="http://baotangiang.example/" LASTMOD="1999-11-01T07:00">
  <TITLE>Báo Tân Giang</TITLE>
  <ABSTRACT>Tin tỉnh nhà</ABSTRACT>
  <ITEM HREF="http://baotangiang.example/1999/lut.htm" LASTMOD="1999-11-03T06:20">
    <TITLE>Lụt lớn nhất trong 30 năm</TITLE>
    <ABSTRACT>Nước sông Ngàn Lau vượt báo động ba.</ABSTRACT>
  </ITEM>
</CHANNEL>
