# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0010_citations'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrackedDirective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='mã văn bản')),
                ('number', models.TextField(blank=True, null=True, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                ('issuer', models.TextField(blank=True, null=True, verbose_name='cơ quan ban hành')),
                ('subject', models.TextField(blank=True, null=True, verbose_name='trích yếu')),
                ('source', models.TextField(verbose_name='tệp')),
                ('at', models.DateTimeField(verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'văn bản trong bảng theo dõi',
                'verbose_name_plural': 'văn bản trong bảng theo dõi',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='TrackedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(db_index=True, max_length=255, verbose_name='mã nhiệm vụ')),
                ('source', models.TextField(verbose_name='tệp')),
                ('sheet', models.TextField(verbose_name='trang tính')),
                ('row', models.PositiveIntegerField(verbose_name='dòng')),
                ('raw', models.JSONField(verbose_name='các ô')),
                ('at', models.DateTimeField(verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'dòng của bảng theo dõi',
                'verbose_name_plural': 'dòng của bảng theo dõi',
                'ordering': ('id',),
            },
        ),
    ]
