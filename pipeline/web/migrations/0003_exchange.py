# ruff: noqa

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0017_notices'),
        ('web', '0002_uploads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='dùng cho')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('start', models.CharField(editable=False, max_length=16, verbose_name='bắt đầu bằng')),
                ('may_write', models.BooleanField(default=False, verbose_name='được ghi kết quả')),
                ('made_at', models.DateTimeField(verbose_name='tạo lúc')),
                ('made_by', models.CharField(blank=True, default='', max_length=150, verbose_name='người tạo')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='dùng lần cuối')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='thu hồi lúc')),
            ],
            options={
                'verbose_name': 'mã truy cập',
                'verbose_name_plural': 'mã truy cập',
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='duty',
            name='changed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(fields=['changed_at', 'id'], name='duty_changed'),
        ),
        migrations.AddField(
            model_name='token',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản'),
        ),
    ]
