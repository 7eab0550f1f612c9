"""Files that people handed in, and what was read in them: the latter goes with its directive in the database itself."""

import importlib

import django.db.models.deletion
from django.db import migrations, models

_first = importlib.import_module('pipeline.web.migrations.0001_first')


class Migration(migrations.Migration):

    dependencies = [
        ('web', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(db_index=True, max_length=150, verbose_name='người gửi')),
                ('name', models.TextField(verbose_name='tên tệp')),
                ('file', models.TextField(blank=True, default='', verbose_name='tên trong thư mục tiếp nhận')),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='số byte')),
                ('sha256', models.CharField(blank=True, db_index=True, default='', max_length=64, verbose_name='mã băm SHA-256')),
                ('at', models.DateTimeField(db_index=True, verbose_name='gửi lúc')),
                ('state', models.CharField(choices=[('waiting', 'chờ'), ('taken', 'đã tiếp nhận'), ('double', 'trùng'), ('removed', 'không nhận lại'), ('split', 'đã tách'), ('book', 'bảng gửi trả'), ('failed', 'không xử lý được'), ('held', 'tạm giữ'), ('secret', 'mang dấu mật'), ('refused', 'không nhận'), ('gone', 'đã chuyển đi')], db_index=True, default='waiting', max_length=10, verbose_name='tình trạng')),
                ('words', models.TextField(blank=True, default='', verbose_name='kết quả')),
                ('advice', models.TextField(blank=True, default='', verbose_name='cách xử lý')),
            ],
            options={
                'verbose_name': 'tệp đã gửi',
                'verbose_name_plural': 'tệp đã gửi',
                'ordering': ('-at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.TextField(default='')),
                ('tasks', models.PositiveIntegerField(default=0)),
                ('points', models.PositiveIntegerField(default=0)),
                ('words', models.TextField(default='')),
                ('top', models.BinaryField(null=True)),
                ('upload', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='web.upload')),
            ],
            options={
                'verbose_name': 'kết quả đọc tệp đã gửi',
                'verbose_name_plural': 'kết quả đọc tệp đã gửi',
            },
        ),
        _first._ends_with_directive('outcome'),
    ]
