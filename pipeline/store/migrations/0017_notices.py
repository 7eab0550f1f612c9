# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0016_steps'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='mã thông báo')),
                ('event', models.CharField(max_length=10, verbose_name='loại')),
                ('body_key', models.TextField(verbose_name='khóa của cơ quan')),
                ('body', models.TextField(verbose_name='cơ quan')),
                ('subject', models.CharField(db_index=True, max_length=255, verbose_name='mã nhiệm vụ')),
                ('content', models.CharField(db_index=True, max_length=64, verbose_name='mã băm SHA-256')),
                ('due', models.DateField(blank=True, null=True, verbose_name='thời hạn')),
                ('at', models.DateTimeField(db_index=True, verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'thông báo',
                'verbose_name_plural': 'thông báo',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='mã lần gửi')),
                ('channel', models.CharField(max_length=10, verbose_name='kênh')),
                ('target', models.TextField(verbose_name='nơi nhận')),
                ('body_key', models.TextField(blank=True, default='', verbose_name='khóa của cơ quan')),
                ('body', models.TextField(blank=True, default='', verbose_name='cơ quan')),
                ('day', models.DateField(blank=True, null=True, verbose_name='ngày')),
                ('notices', models.JSONField(default=list, verbose_name='thông báo')),
                ('state', models.CharField(db_index=True, default='waiting', max_length=10, verbose_name='tình trạng')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='số lần đã thử')),
                ('next_at', models.DateTimeField(blank=True, null=True, verbose_name='thử lại lúc')),
                ('outcome', models.TextField(blank=True, default='', verbose_name='kết quả')),
                ('at', models.DateTimeField(verbose_name='lập lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
            ],
            options={
                'verbose_name': 'lần gửi thông báo',
                'verbose_name_plural': 'lần gửi thông báo',
                'ordering': ('id',),
                'indexes': [models.Index(fields=['channel', 'target', 'day'], name='delivery_target')],
            },
        ),
    ]
